package dev.hopscope.testkit.wrapping;

/** A header, or several: what is put before a packet. */
@FunctionalInterface
interface Prefix {
  byte[] before(Inner inner);

  /** This header, and behind it another one. */
  default Prefix then(Prefix next) {
    return inner -> {
      byte[] behind = next.before(inner);
      return Headers.join(before(inner.longer(behind.length)), behind);
    };
  }

  /** Bytes that are always the same. */
  static Prefix hex(String digits) {
    byte[] bytes = Headers.hex(digits);
    return inner -> bytes;
  }
}
