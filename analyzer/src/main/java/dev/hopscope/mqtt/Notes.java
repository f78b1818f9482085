package dev.hopscope.mqtt;

/**
 * What decoding found wrong or noteworthy in one packet: a bit set of {@link Note}s with the offset
 * of each note's first place. Reused with its packet view.
 */
public final class Notes {
  private long bits;
  private final int[] offsets = new int[Note.COUNT];

  /** Forgets everything. */
  public void clear() {
    bits = 0;
  }

  /**
   * Adds a note; the first offset of a note stays.
   *
   * @param offset in bytes from the packet's first byte
   */
  public void add(Note note, int offset) {
    long bit = 1L << note.ordinal();
    if ((bits & bit) == 0) {
      bits |= bit;
      offsets[note.ordinal()] = offset;
    }
  }

  /** Becomes a copy of others. */
  void set(Notes other) {
    bits = other.bits;
    System.arraycopy(other.offsets, 0, offsets, 0, offsets.length);
  }

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return bits == 0;
  }

  /** Whether the note was made. */
  public boolean has(Note note) {
    return (bits & 1L << note.ordinal()) != 0;
  }

  /** Where the note was made first, in bytes from the packet's first byte. */
  public int offset(Note note) {
    return offsets[note.ordinal()];
  }

  /** Whether one of the notes says that the packet breaks the format. */
  public boolean malformed() {
    return (bits & Note.MALFORMED_BITS) != 0;
  }

  /** The malformed note of the lowest offset, or null. */
  public Note firstMalformed() {
    Note first = null;
    for (long left = bits & Note.MALFORMED_BITS; left != 0; left &= left - 1) {
      Note note = Note.ofOrdinal(Long.numberOfTrailingZeros(left));
      if (first == null || offset(note) < offset(first)) {
        first = note;
      }
    }
    return first;
  }

  /** The notes as bits, bit {@code n} for the note of ordinal {@code n}. */
  public long bits() {
    return bits;
  }
}
