package dev.hopscope.broker;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Keeps every packet that it is told of. */
final class Recorder implements PacketListener {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final List<PacketEvent> packets = new ArrayList<>();

  @Override
  public synchronized void onPacket(PacketEvent packet) {
    packets.add(packet);
    notifyAll();
  }

  synchronized List<PacketEvent> packets() {
    return List.copyOf(packets);
  }

  /** Each packet of a client as {@code > PUBLISH 1} or {@code < PUBACK 1}, in order. */
  List<String> of(String clientId) {
    return packets().stream()
        .filter(each -> clientId.equals(each.clientId()))
        .map(Recorder::shortly)
        .toList();
  }

  private static String shortly(PacketEvent packet) {
    boolean received = packet.direction() == PacketEvent.Direction.CLIENT_TO_SERVER;
    return (received ? "> " : "< ")
        + packet.type()
        + (packet.packetId() == 0 ? "" : " " + packet.packetId())
        + (packet.content() instanceof PacketEvent.Publish publish
            ? " q" + publish.qos() + (publish.dup() ? " dup" : "")
            : "");
  }

  /** Waits until a packet has come that fits; returns the first such. */
  synchronized PacketEvent await(Predicate<PacketEvent> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      for (PacketEvent each : packets) {
        if (wanted.test(each)) {
          return each;
        }
      }
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        fail("no such packet; there were " + packets);
      }
      wait(millis);
    }
  }

  /** Waits for a packet of a client, in the form of {@link #of}. */
  void await(String clientId, String packet) throws InterruptedException {
    await(each -> clientId.equals(each.clientId()) && shortly(each).equals(packet));
  }
}
