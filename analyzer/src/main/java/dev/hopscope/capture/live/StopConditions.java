package dev.hopscope.capture.live;

/**
 * When a capture ends by itself.
 *
 * @param frames after so many; 0 for no bound
 * @param nanos after so long; 0 for no bound
 * @param fileBytes when so many bytes were written to files; 0 for no bound
 */
public record StopConditions(long frames, long nanos, long fileBytes) {
  /** It does not. */
  public static final StopConditions NONE = new StopConditions(0, 0, 0);
}
