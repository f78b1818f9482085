package dev.hopscope.report.filter;

import dev.hopscope.report.DecodedPacket;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportModel;

/** Hands packets on without what may name anybody. */
public final class RedactingPacketSink implements PacketSink {
  private final PacketSink next;
  private final Redactor redactor;

  /** Creates a sink before another. */
  public RedactingPacketSink(PacketSink next, Redactor redactor) {
    this.next = next;
    this.redactor = redactor;
  }

  @Override
  public void begin(long timeNanos) {
    next.begin(timeNanos);
  }

  @Override
  public void packet(DecodedPacket packet) {
    next.packet(
        new DecodedPacket(
            packet.capture(),
            packet.frame(),
            packet.time(),
            packet.connection(),
            packet.tcpStream(),
            packet.direction(),
            packet.source(),
            packet.destination(),
            packet.version(),
            packet.type(),
            redactor.packet(packet.content()),
            packet.flags(),
            packet.remainingLength(),
            packet.dup(),
            packet.qos(),
            packet.retain(),
            redactor.topic(packet.resolvedTopic()),
            packet.topicAlias(),
            packet.malformedReason(),
            packet.findings()));
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    next.gap(gap);
  }

  @Override
  public void idle() {
    next.idle();
  }

  @Override
  public void end() {
    next.end();
  }
}
