package dev.hopscope.mqtt;

import dev.hopscope.bytes.Digest64;
import dev.hopscope.bytes.Utf8Check;
import java.util.Arrays;

/** The one view of a framer, filled by framing and decoding. */
final class FramedPacket implements PacketView {
  private static final int[] NONE = {};

  final Notes notes = new Notes();
  PacketType type;
  int flags;
  int remainingLength;
  int headerLength;
  long position;
  MqttVersion version;
  Direction direction; // null if not known

  int packetId;
  int reasonCode;
  String topic;
  int topicAlias;
  long forwardedDigest;
  long messageExpiry;
  int[] subscriptionIdentifiers;

  /** Whether Remaining Length has no needless bytes. */
  boolean minimalLength;

  /** What the decoder made of a packet that is no PUBLISH. */
  MqttPacket content;

  // PUBLISH: where its head and payload lie
  byte[] data;
  int bodyOffset;
  int available;

  /** Bytes of the body before the payload, -1 if that cannot be told. */
  int payloadOffset;

  /** The payload of a PUBLISH that came in pieces, else null. */
  PayloadCollector collected;

  boolean utf8Announced;
  boolean propertiesDecoded;
  int payloadBytes;

  /** Topics seen before. */
  final TopicCache topics;

  /** Reads the properties of this packet. */
  final PropertyReader properties = new PropertyReader();

  private final PacketReader again = new PacketReader();
  private final Utf8Check utf8 = new Utf8Check();

  FramedPacket(TopicCache topics) {
    this.topics = topics;
  }

  /** Takes the fixed header and forgets the rest. */
  void begin(int firstByte, int headerLength, int remainingLength, long position) {
    notes.clear();
    type = PacketType.ofFirstByte(firstByte);
    flags = firstByte & 0x0f;
    this.headerLength = headerLength;
    this.remainingLength = remainingLength;
    this.position = position;
    packetId = -1;
    reasonCode = -1;
    topic = null;
    topicAlias = 0;
    forwardedDigest = 0;
    messageExpiry = -1;
    subscriptionIdentifiers = NONE;
    minimalLength = true;
    content = null;
    data = null;
    payloadOffset = -1;
    collected = null;
    utf8Announced = false;
    propertiesDecoded = false;
  }

  /** Lets go of what the packet held, once it was handed over. */
  void release() {
    topic = null;
    content = null;
    data = null;
    subscriptionIdentifiers = NONE;
    again.release();
  }

  void body(byte[] data, int offset, int available) {
    this.data = data;
    this.bodyOffset = offset;
    this.available = available;
  }

  @Override
  public PacketType type() {
    return type;
  }

  @Override
  public int flags() {
    return flags;
  }

  @Override
  public int remainingLength() {
    return remainingLength;
  }

  @Override
  public int headerLength() {
    return headerLength;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public MqttVersion version() {
    return version;
  }

  @Override
  public Notes notes() {
    return notes;
  }

  @Override
  public int packetId() {
    return packetId;
  }

  @Override
  public int reasonCode() {
    return reasonCode;
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public int topicAlias() {
    return topicAlias;
  }

  @Override
  public int payloadLength() {
    return payloadOffset < 0 ? -1 : remainingLength - payloadOffset;
  }

  @Override
  public boolean payloadComplete() {
    return payloadOffset >= 0 && (collected == null || collected.isComplete());
  }

  @Override
  public long payloadDigest() {
    if (!payloadComplete()) {
      return 0;
    }
    return collected != null
        ? collected.digest()
        : Digest64.of(data, bodyOffset + payloadOffset, payloadLength());
  }

  @Override
  public long forwardedPropertiesDigest() {
    return forwardedDigest;
  }

  @Override
  public long messageExpiryInterval() {
    return messageExpiry;
  }

  @Override
  public int[] subscriptionIdentifiers() {
    return subscriptionIdentifiers;
  }

  /** Leaves open where the payload starts, and what the properties are. */
  void forgetPayload() {
    payloadOffset = -1;
    propertiesDecoded = false;
  }

  /** Whether the whole payload is known to be UTF-8. */
  boolean payloadIsUtf8() {
    if (collected != null) {
      return collected.isUtf8();
    }
    return utf8.reset().accept(data, bodyOffset + payloadOffset, payloadLength()).isWellFormed();
  }

  @Override
  public MqttPacket packet() {
    if (content == null) {
      content =
          type == PacketType.PUBLISH
              ? new MqttPacket.Publish(
                  dup(), qos(), retain(), topic, packetId, publishProperties(), payload())
              : new MqttPacket.Unreadable(type);
    }
    return content;
  }

  private Properties publishProperties() {
    if (!propertiesDecoded) {
      return null;
    }
    // the notes were made when the packet was framed; making them again changes nothing
    again.set(data, bodyOffset, available, remainingLength, headerLength, notes);
    return V5Decoder.keptPublishProperties(this, again);
  }

  private Payload payload() {
    if (payloadOffset < 0) {
      return null;
    }
    int length = payloadLength();
    if (collected != null) {
      return new Payload(collected.kept(), length, payloadDigest(), collected.isUtf8());
    }
    int from = bodyOffset + payloadOffset;
    byte[] kept = Arrays.copyOfRange(data, from, from + Math.min(length, payloadBytes));
    return new Payload(kept, length, payloadDigest(), payloadIsUtf8());
  }
}
