package dev.hopscope.connection;

import dev.hopscope.mqtt.Direction;

/**
 * Framing that was lost and found again, or not before the direction ended. Immutable.
 *
 * @param position stream position of the first byte that was captured and not framed
 * @param skippedBytes how many such bytes; 0 where none was lost
 * @param evidenceBits how sure the new start is: random bytes look as much like packets about once
 *     in 2<sup>n</sup> tries; 0 where there is none
 * @param frame the frame at which it was decided
 */
public record Resync(
    Direction direction, long position, long skippedBytes, int evidenceBits, long frame) {

  /** Bits from which a start is beyond doubt, as for MQTT on a port where nobody expects it. */
  private static final int CERTAIN_BITS = 40;

  /** How sure the new start is. */
  public enum Confidence {
    /** Nothing but MQTT looks like this. */
    CERTAIN("certain"),
    /** Other bytes look like this about once in a million tries. */
    LIKELY("likely"),
    /** Framing was not found again. */
    NONE("none");

    private final String id;

    Confidence(String id) {
      this.id = id;
    }

    /** The name used in reports. */
    public String id() {
      return id;
    }
  }

  /** How sure the new start is, in a word. */
  public Confidence confidence() {
    if (evidenceBits == 0) {
      return Confidence.NONE;
    }
    return evidenceBits >= CERTAIN_BITS ? Confidence.CERTAIN : Confidence.LIKELY;
  }
}
