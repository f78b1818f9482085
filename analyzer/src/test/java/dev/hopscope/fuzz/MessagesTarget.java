package dev.hopscope.fuzz;

import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;

/**
 * What clients and brokers might say to each other: {@link ReportTarget} behind a TCP that is in
 * order, so that the bytes changed are those of packets.
 *
 * <p>The input is a row of calls {@code head:1 length:1 bytes}. The head tells the connection, the
 * side and whether the bytes are captured, are lost, or come after the connection was opened again.
 */
final class MessagesTarget {
  private static final int CONNECTIONS = 8;
  private static final int MAX_CALLS = 400;

  private final CaptureBuilder capture = new CaptureBuilder();
  private final Conversation[] open = new Conversation[CONNECTIONS];
  private int ports = 40_000;

  private MessagesTarget() {}

  static void check(byte[] data) {
    ReportTarget.analyze(capture(data));
  }

  private static byte[] capture(byte[] data) {
    FuzzInput input = new FuzzInput(data);
    MessagesTarget target = new MessagesTarget();
    for (int calls = 0; !input.isEmpty() && calls < MAX_CALLS; calls++) {
      int head = input.u8();
      target.call(head, input.bytes(input.u8()));
    }
    return target.capture.pcap();
  }

  private void call(int head, byte[] bytes) {
    int index = head & 7;
    boolean fromClient = (head & 8) == 0;
    capture.advance((head & 0x80) != 0 ? 20_000_000_000L : 0);
    Conversation on = open[index] == null ? begin(index, true) : open[index];
    switch (head >> 4 & 7) {
      case 4 -> begin(index, false).data(fromClient, bytes);
      case 5 -> {
        if (fromClient) {
          on.clientUnseen(bytes.length);
        } else {
          on.serverUnseen(bytes.length);
        }
      }
      case 6 -> {
        if (fromClient) {
          on.closeByClient();
        } else {
          on.resetByServer();
        }
        begin(index, true).data(true, bytes);
      }
      case 7 -> on.segment(fromClient, on.clientPosition(), 0x18, bytes);
      default -> on.data(fromClient, bytes);
    }
  }

  /** The last two talk to another broker. */
  private Conversation begin(int index, boolean handshake) {
    String client = "10.0.0." + (index + 1) + ":" + ports++;
    String server = (index < 6 ? "10.0.0.100" : "10.0.0.200") + ":1883";
    open[index] = handshake ? capture.open(client, server) : capture.midStream(client, server);
    return open[index].acks(index % 2 == 0);
  }
}
