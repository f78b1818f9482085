package dev.hopscope.mqtt;

/**
 * A packet that outlives the view it was copied from: reused, valid until {@link #set} is called
 * again. What it is set on may be another thread than what it is read on.
 */
public final class PacketCopy implements PacketView {
  private static final Notes NOTHING_WRONG = new Notes();

  private PacketType type;
  private int flags;
  private int remainingLength;
  private int headerLength;
  private long position;
  private MqttVersion version;
  private Notes notes = NOTHING_WRONG;
  private Notes ownNotes;
  private int packetId;
  private int reasonCode;
  private String topic;
  private int topicAlias;
  private int payloadLength;
  private long payloadDigest;
  private boolean payloadComplete;
  private long forwardedPropertiesDigest;
  private long messageExpiryInterval;
  private int[] subscriptionIdentifiers;
  private MqttPacket content;

  /** Creates a copy of nothing. */
  public PacketCopy() {}

  /**
   * Becomes a copy of a packet.
   *
   * @param whole whether {@link #packet()} of a PUBLISH will be asked for; of others it may be
   */
  public void set(PacketView packet, boolean whole) {
    type = packet.type();
    flags = packet.flags();
    remainingLength = packet.remainingLength();
    headerLength = packet.headerLength();
    position = packet.position();
    version = packet.version();
    copy(packet.notes());
    packetId = packet.packetId();
    reasonCode = packet.reasonCode();
    topic = packet.topic();
    topicAlias = packet.topicAlias();
    payloadLength = packet.payloadLength();
    payloadComplete = packet.payloadComplete();
    payloadDigest = packet.payloadDigest();
    forwardedPropertiesDigest = packet.forwardedPropertiesDigest();
    messageExpiryInterval = packet.messageExpiryInterval();
    subscriptionIdentifiers = packet.subscriptionIdentifiers();
    content = whole || type != PacketType.PUBLISH ? packet.packet() : null;
  }

  private void copy(Notes other) {
    if (other.isEmpty()) {
      notes = NOTHING_WRONG;
      return;
    }
    if (ownNotes == null) {
      ownNotes = new Notes();
    }
    ownNotes.set(other);
    notes = ownNotes;
  }

  /** Lets go of what the packet held. */
  public void release() {
    content = null;
    topic = null;
    subscriptionIdentifiers = null;
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
    return payloadLength;
  }

  @Override
  public long payloadDigest() {
    return payloadDigest;
  }

  @Override
  public boolean payloadComplete() {
    return payloadComplete;
  }

  @Override
  public long forwardedPropertiesDigest() {
    return forwardedPropertiesDigest;
  }

  @Override
  public long messageExpiryInterval() {
    return messageExpiryInterval;
  }

  @Override
  public int[] subscriptionIdentifiers() {
    return subscriptionIdentifiers;
  }

  /** See {@link PacketView#packet}; the copy must have been set to be whole. */
  @Override
  public MqttPacket packet() {
    if (content == null) {
      throw new IllegalStateException("the content of this PUBLISH was not copied");
    }
    return content;
  }
}
