package dev.hopscope.fuzz;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.Plausibility;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.TcpConnection;
import dev.hopscope.testkit.FixedConnection;
import dev.hopscope.transport.Recognition;
import dev.hopscope.transport.TransportDetector;
import dev.hopscope.transport.TransportListener;
import dev.hopscope.transport.TransportOptions;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The judgement of what a connection carries: made at most once, and whoever decodes it then gets
 * each direction without a hole or a repetition, with the bytes that were sent.
 *
 * <p>The input is {@code mode:1} and a row of calls {@code head:1 length:1 bytes}: the head tells
 * the side and whether the bytes come, are lost, or are the last.
 */
final class TransportTarget implements TransportListener {
  private static final int LATE = 3;
  private static final int MQTT_PORT = 4;

  private final Provenance at = new Provenance();
  private final ByteStage[] stages;
  private final ByteArrayOutputStream[] sent = {
    new ByteArrayOutputStream(), new ByteArrayOutputStream()
  };
  private final boolean[] ended = new boolean[2];
  private int judgements;
  private long frame;

  private TransportTarget(int mode) {
    int port = (mode & MQTT_PORT) != 0 ? 1883 : 9000;
    stages =
        new TransportDetector(
                TransportOptions.defaults(),
                (data, offset, length) ->
                    Plausibility.evidence(data, offset, length, MqttVersion.UNKNOWN, null),
                this)
            .onConnection(new FixedConnection(port, (mode & LATE) == 0), at.set(1, 1, 0));
    for (int side = 0; side < 2; side++) {
      if ((mode >> side & 1) != 0) {
        stages[side].onGap(0, ByteStage.UNKNOWN_LENGTH, GapCause.CAPTURE_START, at);
      }
    }
  }

  static void check(byte[] data) {
    FuzzInput input = new FuzzInput(data);
    TransportTarget target = new TransportTarget(input.u8());
    while (!input.isEmpty()) {
      int head = input.u8();
      target.call(head & 1, head >> 1 & 7, input.bytes(input.u8()));
    }
    target.end(0);
    target.end(1);
    Expect.that(target.judgements <= 1, target.judgements, "judgements");
  }

  private void call(int side, int kind, byte[] bytes) {
    if (ended[side] || bytes.length == 0) {
      return;
    }
    long position = sent[side].size();
    sent[side].writeBytes(bytes);
    frame++;
    at.set(1, frame, frame * 1000);
    if (kind == 6) {
      stages[side].onGap(position, bytes.length, GapCause.ACKED_UNSEEN, at);
    } else {
      byte[] buffer = Arrays.copyOf(bytes, bytes.length + 5);
      stages[side].onBytes(buffer, 0, bytes.length, position, at);
      Arrays.fill(buffer, (byte) 0xff); // what is held must be a copy
    }
    if (kind == 7) {
      end(side);
    }
  }

  private void end(int side) {
    if (!ended[side]) {
      ended[side] = true;
      stages[side].onEnd(EndCause.FIN, at);
    }
  }

  @Override
  public ByteStage[] onRecognised(TcpConnection connection, Recognition what, Provenance by) {
    judgements++;
    int clientSide = what.clientSide();
    Expect.that(by.frame() == frame, "judged in", by.frame(), "at", frame);
    Expect.that(clientSide >= -1 && clientSide <= 1 && !what.basis().isEmpty(), what);
    return new ByteStage[] {new Passed(0), new Passed(1)};
  }

  @Override
  public void onOther(TcpConnection connection) {
    judgements++;
  }

  /** What comes through of one direction. */
  private final class Passed implements ByteStage {
    private final int side;
    private long position;
    private boolean begun;
    private boolean over;

    Passed(int side) {
      this.side = side;
    }

    private void move(long from, long length) {
      Expect.that(!over, "side", side, "goes on behind its end");
      // a transport may take a header of its own away
      position = begun ? position : from;
      begun = true;
      Expect.that(from == position && length > 0, length, "at", from, "and not", position);
      position += length;
    }

    @Override
    public void onBytes(byte[] data, int offset, int length, long from, Provenance by) {
      move(from, length);
      byte[] original = sent[side].toByteArray();
      Expect.that(
          Arrays.equals(original, (int) from, (int) from + length, data, offset, offset + length),
          "other bytes at",
          from);
    }

    @Override
    public void onGap(long from, long length, GapCause cause, Provenance by) {
      if (length != UNKNOWN_LENGTH) {
        move(from, length);
      }
    }

    @Override
    public void onEnd(EndCause cause, Provenance by) {
      Expect.that(!over, "side", side, "ends twice");
      over = true;
    }
  }
}
