package dev.hopscope.benchmarks.load;

/** An MQTT packet on its way. */
final class Packet {
  private final PacketKind kind;
  private final Flow flow;
  private final byte[] bytes;

  private Packet(PacketKind kind, Flow flow, byte[] bytes) {
    this.kind = kind;
    this.flow = flow;
    this.bytes = bytes;
  }

  /** A step of a flow, whose bytes follow from the flow. */
  static Packet of(PacketKind kind, Flow flow) {
    return new Packet(kind, flow, null);
  }

  /** A packet that is no step of a flow; its bytes are not copied. */
  static Packet of(PacketKind kind, byte[] bytes) {
    return new Packet(kind, null, bytes);
  }

  PacketKind kind() {
    return kind;
  }

  /** Null where it is no step of one. */
  Flow flow() {
    return flow;
  }

  /** All of it, or null for a step of a flow. */
  byte[] bytes() {
    return bytes;
  }
}
