package dev.hopscope.net;

/**
 * The packet filter's log of the BSDs (LINKTYPE_PFLOG). The length leaves out what fills the header
 * up to four bytes.
 *
 * <pre>
 * length   family   action   reason   interface:16 ...
 * </pre>
 */
final class PflogLink implements Layer {
  static final Layer LAYER = new PflogLink();

  private static final int SHORTEST = 45;

  private PflogLink() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(2)) {
      return cursor.lacks(2);
    }
    int length = cursor.u8(0);
    if (length < SHORTEST) {
      return cursor.stop(Outcome.MALFORMED);
    }
    int padded = length + 3 & ~3;
    return cursor.has(padded)
        ? cursor.skip(padded, AddressFamily.next(cursor, cursor.u8(1)))
        : cursor.lacks(padded);
  }
}
