package dev.hopscope.qos;

import dev.hopscope.mqtt.Payload;

/**
 * What a PUBLISH carried.
 *
 * @param topic with its alias resolved, or null if the alias was never bound
 * @param payloadLength true length, -1 if it cannot be told
 * @param payloadDigest 64-bit digest; meaningless unless {@code payloadComplete}
 * @param payloadComplete whether every byte of the payload was captured
 * @param forwardedDigest digest of the properties a server must forward unaltered; 0 for none
 * @param expirySeconds Message Expiry Interval, -1 if absent
 * @param subscriptionIdentifiers those of a delivery; empty if none
 * @param payload its first bytes for display; null where none are kept
 */
public record Content(
    String topic,
    boolean retain,
    int payloadLength,
    long payloadDigest,
    boolean payloadComplete,
    long forwardedDigest,
    long expirySeconds,
    Identifiers subscriptionIdentifiers,
    Payload payload) {

  /** Subscription Identifiers, an immutable set of few. */
  public static final class Identifiers {
    /** None. */
    public static final Identifiers NONE = new Identifiers(new int[0]);

    private final int[] values;

    private Identifiers(int[] values) {
      this.values = values;
    }

    /** Keeps a copy of {@code values}. */
    public static Identifiers of(int... values) {
      return values.length == 0 ? NONE : new Identifiers(values.clone());
    }

    /** Whether there are none. */
    public boolean isEmpty() {
      return values.length == 0;
    }

    /** Whether {@code identifier} is among them. */
    public boolean contains(int identifier) {
      for (int value : values) {
        if (value == identifier) {
          return true;
        }
      }
      return false;
    }
  }

  /** Whether two PUBLISH packets may be copies of each other, as far as both were captured. */
  public boolean sameMessage(Content other) {
    boolean sameTopic = topic == null || other.topic == null || topic.equals(other.topic);
    boolean samePayload =
        !payloadComplete || !other.payloadComplete || payloadDigest == other.payloadDigest;
    return sameTopic && samePayload && payloadLength == other.payloadLength;
  }
}
