package dev.hopscope.mqtt;

import dev.hopscope.limits.Limits;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps what a framer hands over, and feeds it. */
final class Recorder implements PacketHandler {

  /** One packet with everything that the view told. */
  record Seen(
      PacketType type,
      int flags,
      int remainingLength,
      int headerLength,
      long position,
      MqttVersion version,
      long noteBits,
      List<Integer> noteOffsets,
      int packetId,
      int reasonCode,
      String topic,
      int topicAlias,
      int payloadLength,
      boolean payloadComplete,
      long payloadDigest,
      long forwarded,
      long expiry,
      List<Integer> identifiers,
      String content) {
    boolean has(Note note) {
      return (noteBits & 1L << note.ordinal()) != 0;
    }

    boolean malformed() {
      return (noteBits & Note.MALFORMED_BITS) != 0;
    }
  }

  /** One loss of framing. */
  record Resync(long position, long length, int evidence) {}

  final List<Seen> packets = new ArrayList<>();
  final List<MqttPacket> contents = new ArrayList<>();
  final List<Resync> resyncs = new ArrayList<>();
  final Provenance at = new Provenance().set(1, 1, 0);
  final MqttFramer framer;
  long fed;

  Recorder(MqttVersion version, Direction direction) {
    this(version, direction, FramerLimits.DEFAULT);
  }

  Recorder(MqttVersion version, Direction direction, FramerLimits limits) {
    framer = new MqttFramer(limits, this);
    framer.version(version);
    framer.direction(direction);
  }

  Recorder(MqttVersion version, Direction direction, VersionInference inference) {
    FramerShared shared = new FramerShared(FramerLimits.DEFAULT, Limits.defaults());
    framer = new MqttFramer(shared, inference, this);
    framer.version(version);
    framer.direction(direction);
  }

  Recorder feed(byte[] data) {
    return feed(data, 0, data.length);
  }

  Recorder feed(byte[] data, int offset, int length) {
    // a buffer of its own, scribbled over afterwards: nothing may be kept from it
    byte[] buffer = new byte[length + 7];
    System.arraycopy(data, offset, buffer, 3, length);
    if (length > 0) {
      framer.onBytes(buffer, 3, length, fed, at);
    }
    Arrays.fill(buffer, (byte) 0xff);
    fed += length;
    return this;
  }

  Recorder gap(long length) {
    framer.onGap(fed, length, GapCause.NOT_CAPTURED, at);
    fed += Math.max(0, length);
    return this;
  }

  Recorder lateStart() {
    framer.onGap(0, ByteStage.UNKNOWN_LENGTH, GapCause.CAPTURE_START, at);
    return this;
  }

  Recorder end() {
    framer.onEnd(EndCause.FIN, at);
    return this;
  }

  Seen only() {
    if (packets.size() != 1) {
      throw new AssertionError("expected one packet: " + packets);
    }
    return packets.get(0);
  }

  @Override
  public void onPacket(PacketView view, Provenance provenance) {
    MqttPacket content = view.packet();
    contents.add(content);
    List<Integer> offsets = new ArrayList<>();
    for (Note note : Note.values()) {
      if (view.notes().has(note)) {
        offsets.add(view.notes().offset(note));
      }
    }
    List<Integer> identifiers = new ArrayList<>();
    for (int identifier : view.subscriptionIdentifiers()) {
      identifiers.add(identifier);
    }
    packets.add(
        new Seen(
            view.type(),
            view.flags(),
            view.remainingLength(),
            view.headerLength(),
            view.position(),
            view.version(),
            view.notes().bits(),
            offsets,
            view.packetId(),
            view.reasonCode(),
            view.topic(),
            view.topicAlias(),
            view.payloadLength(),
            view.payloadComplete(),
            view.payloadDigest(),
            view.forwardedPropertiesDigest(),
            view.messageExpiryInterval(),
            identifiers,
            PacketText.of(content)));
  }

  @Override
  public void onGap(long position, long length, GapCause cause, Provenance provenance) {
    // gaps are the stream's, not the framer's
  }

  @Override
  public void onResync(long position, long length, int evidence, Provenance provenance) {
    resyncs.add(new Resync(position, length, evidence));
  }
}
