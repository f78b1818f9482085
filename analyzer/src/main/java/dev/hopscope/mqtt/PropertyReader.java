package dev.hopscope.mqtt;

import dev.hopscope.bytes.Digest64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the properties of a 5.0 packet (section 2.2.2), noting what is wrong with them.
 *
 * <p>Reused: what it remembers of the last properties read is good until the next read. Nothing is
 * allocated unless the properties are to be kept.
 */
final class PropertyReader {
  private static final int[] NONE = {};

  private long seen;
  private int topicAlias;
  private long messageExpiry;
  private boolean utf8Announced;
  private int[] identifiers;
  private long single; // digest of the forwarded properties that are there once
  private long users; // digest of the User Properties in their order

  /**
   * Reads Property Length and properties.
   *
   * @param owner whose they are; {@link PropertyRules#WILL} for a will's
   * @param keep whether to make records of them
   * @return them, {@link Properties#NONE} if there are none or they are not kept, or null if
   *     Property Length did not decode
   */
  Properties read(PacketReader in, PacketType owner, boolean keep) {
    reset();
    if (in.atEnd()) {
      in.shortNote = Note.PROPERTIES_MISSING;
    }
    int length = in.variable();
    in.shortNote = Note.BODY_TOO_SHORT;
    if (in.failed()) {
      return null;
    }
    int start = in.position();
    boolean fits = length <= in.left();
    if (!fits) {
      in.note(Note.BODY_TOO_SHORT);
    }
    int blockEnd = start + Math.min(length, in.left());
    long ends = in.narrow(blockEnd);
    List<Properties.Property> kept = keep && length > 0 ? new ArrayList<>() : null;
    while (!in.failed() && !in.atEnd()) {
      property(in, owner, blockEnd, kept);
    }
    in.widen(ends);
    // behind a broken property decoding goes on, because Property Length tells where
    in.resumeAt(blockEnd);
    checkMethod(in, owner, start);
    if (!fits) {
      in.fail();
    }
    return kept == null || kept.isEmpty() ? Properties.NONE : new Properties(List.copyOf(kept));
  }

  private void reset() {
    seen = 0;
    topicAlias = 0;
    messageExpiry = -1;
    utf8Announced = false;
    identifiers = NONE;
    single = 0;
    users = 0;
  }

  private void property(
      PacketReader in, PacketType owner, int blockEnd, List<Properties.Property> kept) {
    int at = in.position();
    int code = in.variable();
    if (in.failed()) {
      return;
    }
    PropertyId id = PropertyId.ofCode(code);
    if (id == null) {
      // neither its type nor its length is known
      in.noteAt(Note.PROPERTY_UNKNOWN, at);
      in.resumeAt(blockEnd);
      return;
    }
    if (!PropertyRules.isAllowed(id, owner)) {
      in.noteAt(Note.PROPERTY_NOT_ALLOWED, at);
    } else if (has(id) && !PropertyRules.isRepeatable(id, owner)) {
      in.noteAt(Note.PROPERTY_TWICE, at);
    }
    Object value =
        switch (id.encoding()) {
          case BYTE -> number(in, id, in.u8(), at, kept);
          case TWO_BYTE -> number(in, id, in.u16(), at, kept);
          case FOUR_BYTE -> number(in, id, in.u32(), at, kept);
          case VARIABLE -> number(in, id, in.variable(), at, kept);
          case UTF8 -> text(in, id, kept);
          case BINARY -> binary(in, id, kept);
          case UTF8_PAIR -> pair(in, kept);
        };
    if (!in.failed()) {
      seen |= 1L << id.ordinal();
      if (kept != null && value != null) {
        kept.add(new Properties.Property(id, value));
      }
    }
  }

  private Object number(
      PacketReader in, PropertyId id, long value, int at, List<Properties.Property> kept) {
    if (in.failed()) {
      return null;
    }
    Note wrong = PropertyRules.checkValue(id, value);
    if (wrong != null) {
      in.noteAt(wrong, at);
    }
    switch (id) {
      case TOPIC_ALIAS -> topicAlias = has(id) ? topicAlias : (int) value;
      case MESSAGE_EXPIRY_INTERVAL -> messageExpiry = has(id) ? messageExpiry : value;
      case PAYLOAD_FORMAT_INDICATOR -> utf8Announced = value == 1;
      case SUBSCRIPTION_IDENTIFIER -> {
        identifiers = Arrays.copyOf(identifiers, identifiers.length + 1);
        identifiers[identifiers.length - 1] = (int) value;
      }
      default -> {
        // of interest only where it is kept
      }
    }
    return kept == null ? null : (Object) value;
  }

  private String text(PacketReader in, PropertyId id, List<Properties.Property> kept) {
    Note illFormed =
        switch (id) {
          case RESPONSE_TOPIC -> Note.RESPONSE_TOPIC_UTF8;
          case CONTENT_TYPE -> Note.CONTENT_TYPE_UTF8;
          default -> Note.BAD_UTF8;
        };
    if (!in.span() || !in.checkText(illFormed)) {
      return null;
    }
    if (id == PropertyId.RESPONSE_TOPIC && in.hasWildcard()) {
      in.noteAt(Note.RESPONSE_TOPIC_WILDCARD, in.textStart());
    }
    if (id == PropertyId.RESPONSE_TOPIC || id == PropertyId.CONTENT_TYPE) {
      addForwarded(id, in);
    }
    return kept == null ? null : in.lastText();
  }

  private byte[] binary(PacketReader in, PropertyId id, List<Properties.Property> kept) {
    if (!in.span()) {
      return null;
    }
    if (id == PropertyId.CORRELATION_DATA) {
      addForwarded(id, in);
    }
    int from = in.textStart();
    return kept == null ? null : Arrays.copyOfRange(in.data(), from, from + in.textLength());
  }

  private String[] pair(PacketReader in, List<Properties.Property> kept) {
    int start = in.position();
    if (!in.span()) {
      return null;
    }
    boolean good = in.checkText(Note.USER_PROPERTY_UTF8);
    String name = good && kept != null ? in.lastText() : null;
    if (!in.span() || !in.checkText(Note.USER_PROPERTY_UTF8) || !good) {
      return null;
    }
    users = mix(users + Digest64.of(in.data(), start, in.position() - start));
    return kept == null ? null : new String[] {name, in.lastText()};
  }

  private void addForwarded(PropertyId id, PacketReader in) {
    // a sum: a server may send different properties in another order
    single += mix(id.code() + Digest64.of(in.data(), in.textStart(), in.textLength()));
  }

  // the finalizer of SplitMix64: distinct values stay distinct
  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  private void checkMethod(PacketReader in, PacketType owner, int start) {
    boolean method = has(PropertyId.AUTHENTICATION_METHOD);
    boolean data = has(PropertyId.AUTHENTICATION_DATA);
    // sections 3.1.2.11.10 and 3.15.2.2.2; the method must not lie in a hole
    boolean missing =
        switch (owner) {
          case CONNECT -> data && !method;
          case AUTH -> !method;
          default -> false;
        };
    if (missing && in.hasAllBefore()) {
      in.noteAt(Note.AUTHENTICATION_METHOD_MISSING, start);
    }
  }

  /** Whether the property was there. */
  boolean has(PropertyId id) {
    return (seen & 1L << id.ordinal()) != 0;
  }

  /** Hands what a PUBLISH tells to its view. */
  void copyTo(FramedPacket packet) {
    packet.topicAlias = topicAlias;
    packet.messageExpiry = messageExpiry;
    packet.subscriptionIdentifiers = identifiers;
    packet.utf8Announced = utf8Announced;
    long forwarded = single + users;
    boolean none = single == 0 && users == 0;
    // 0 says that there is none
    packet.forwardedDigest = none || forwarded != 0 ? forwarded : 1;
  }
}
