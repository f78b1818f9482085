package dev.hopscope.capture.live;

/**
 * When a capture goes on in another file.
 *
 * @param bytes a file that has so many is full; 0 for no bound
 * @param nanos a file is full after so long; 0 for no bound
 * @param files how many files are kept, the newest ones; 0 to keep all
 */
public record RingOptions(long bytes, long nanos, int files) {
  /** One file. */
  public static final RingOptions NONE = new RingOptions(0, 0, 0);

  /** Whether there may be more than one file. */
  public boolean several() {
    return bytes > 0 || nanos > 0;
  }
}
