package dev.hopscope.benchmarks.load;

/**
 * What a capture is to hold.
 *
 * @param variant kind of traffic
 * @param frames how many frames, exactly
 * @param seed of everything random
 * @param publishers how many publishers are connected at a time, at least 10
 * @param connections how many publishers connect in all
 */
public record LoadOptions(
    Variant variant, long frames, long seed, int publishers, int connections) {
  /** How many publishers share a pair of subscribers. */
  static final int PUBLISHERS_A_REGION = 10;

  private static final int MOST_PUBLISHERS = 1_000;
  private static final int CHURN_CONNECTIONS = 50_000;

  /** The usual load, or as much of it as fits into the frames. */
  public static LoadOptions of(Variant variant, long frames, long seed) {
    if (frames < 2_000) {
      throw new IllegalArgumentException("fewer than 2,000 frames: " + frames);
    }
    int publishers = (int) Math.min(MOST_PUBLISHERS, frames / 100);
    publishers -= publishers % PUBLISHERS_A_REGION;
    int connections =
        variant == Variant.CHURN
            ? (int) Math.max(publishers, Math.min(CHURN_CONNECTIONS, frames / 40))
            : publishers;
    return new LoadOptions(variant, frames, seed, publishers, connections);
  }

  int regions() {
    return publishers / PUBLISHERS_A_REGION;
  }
}
