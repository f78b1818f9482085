package dev.hopscope.stream;

/**
 * Proof that a sender's bytes had arrived, from what it sent later.
 *
 * <p>The other side sent data together with an acknowledgement; the sender then acknowledged that
 * data, so it had seen the acknowledgement too. No disorder of a capture makes such a round trip
 * up: bytes acknowledged that way and still missing were lost by the capture.
 */
final class Causality {
  private static final long NONE = -1;

  private long answeredUntil = NONE;
  private long answerEnd;
  private long latestAnsweredUntil = NONE;
  private long latestAnswerEnd;
  private long provenUntil;

  /**
   * The other side sent data and an acknowledgement in one segment.
   *
   * @param acknowledged the sender's position that it acknowledges
   * @param end the other side's position behind the data
   */
  void onAnswer(long acknowledged, long end) {
    latestAnsweredUntil = Math.max(latestAnsweredUntil, acknowledged);
    latestAnswerEnd = Math.max(latestAnswerEnd, end);
    if (answeredUntil == NONE) {
      answeredUntil = latestAnsweredUntil;
      answerEnd = latestAnswerEnd;
    }
  }

  /** The sender acknowledged the other side's bytes up to a position. */
  void onReceived(long position) {
    if (answeredUntil == NONE || position < answerEnd) {
      return;
    }
    boolean latestToo = position >= latestAnswerEnd;
    provenUntil = Math.max(provenUntil, latestToo ? latestAnsweredUntil : answeredUntil);
    answeredUntil = latestToo ? NONE : latestAnsweredUntil;
    answerEnd = latestAnswerEnd;
  }

  /** The sender's position up to which its bytes are known to have arrived. */
  long provenUntil() {
    return provenUntil;
  }
}
