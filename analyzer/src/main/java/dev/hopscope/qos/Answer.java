package dev.hopscope.qos;

import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.Note;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.stream.Provenance;

/**
 * A PUBACK, PUBREC, PUBREL or PUBCOMP, as far as its flow needs it. Immutable.
 *
 * @param carrierCapture the capture of that frame
 * @param carrierFrame the frame that carried it
 * @param carrierNanos capture time of that frame
 * @param received how much of the other direction its sender had received, -1 if not known
 * @param end stream position behind its last byte
 * @param waited whether it was told later than it came: behind a hole, or because it has one
 * @param bodyGap whether it has a hole
 */
record Answer(
    Step step,
    int carrierCapture,
    long carrierFrame,
    long carrierNanos,
    long received,
    long end,
    boolean waited,
    boolean bodyGap) {

  static Answer of(Step step, PacketView packet, Provenance at) {
    boolean bodyGap = packet.notes().has(Note.BODY_GAP);
    boolean waited = at.waited() || bodyGap;
    return new Answer(
        step,
        at.carrierCapture(),
        at.carrierFrame(),
        at.carrierTimeNanos(),
        at.received(),
        packet.end(),
        waited,
        bodyGap);
  }

  PacketType type() {
    return step.type();
  }

  int packetId() {
    return step.packetId();
  }

  /** Which way the PUBLISH of its flow goes. */
  Direction publishDirection() {
    return type() == PacketType.PUBREL ? step.direction() : step.direction().opposite();
  }
}
