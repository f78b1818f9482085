package dev.hopscope.mqtt;

/** Something that decoding found in a packet's bytes. */
public enum Note {
  /** The QoS bits of a PUBLISH are 11. */
  QOS_3("qos-3", "the QoS bits of PUBLISH are 3", true, "MQTT-3.3.1-4", "MQTT-3.3.1-4");

  static final int COUNT = values().length;
  static final long MALFORMED_BITS = malformedBits();
  private static final Note[] VALUES = values();

  private final String rule;
  private final String reason;
  private final boolean malformed;
  private final String statement311;
  private final String statement5;

  Note(String rule, String reason, boolean malformed, String statement311, String statement5) {
    this.rule = rule;
    this.reason = reason;
    this.malformed = malformed;
    this.statement311 = statement311;
    this.statement5 = statement5;
  }

  private static long malformedBits() {
    long bits = 0;
    for (Note note : values()) {
      bits |= note.malformed ? 1L << note.ordinal() : 0;
    }
    return bits;
  }

  static Note ofOrdinal(int ordinal) {
    return VALUES[ordinal];
  }

  /** The rule's name in findings, kebab-case. */
  public String rule() {
    return rule;
  }

  /** What is wrong, for people: a clause without a full stop. */
  public String reason() {
    return reason;
  }

  /** Whether the packet breaks the format, as opposed to a rule of use. */
  public boolean malformed() {
    return malformed;
  }

  /** The broken statement of MQTT 3.1.1, or null. */
  public String statement311() {
    return statement311;
  }

  /** The broken statement of MQTT 5.0, or null. */
  public String statement5() {
    return statement5;
  }
}
