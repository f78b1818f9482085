package dev.hopscope.expect;

import java.util.List;

/**
 * Whether one expectation holds. Texts may hold what the capture held, control characters included:
 * whoever shows them escapes them.
 *
 * @param file the file of the expectation
 * @param line its line there
 * @param group what it is about: the group's name, or its selection in words
 * @param expectation its key, such as {@code deliveredQos}
 * @param expected what should be, in words
 * @param seen what was, in words
 * @param reasons why it does not hold, or cannot be told; the first ones
 * @param moreReasons how many more there are
 */
public record Verdict(
    Status status,
    String file,
    int line,
    String group,
    String expectation,
    String expected,
    String seen,
    List<Reason> reasons,
    long moreReasons) {

  /** What an expectation came to, the better first. */
  public enum Status {
    /** It holds. */
    PASS("pass"),
    /** The capture is too lossy to decide. */
    CANNOT_TELL("cannot tell"),
    /** It does not hold. */
    FAIL("fail");

    private final String words;

    Status(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /**
   * Why, and where that is seen.
   *
   * @param trace id of the trace, or null
   * @param hop {@code publish} or {@code delivery}, or null
   * @param client the ClientID of that hop, or null
   * @param capture id of the frame's capture, or null
   * @param frame or null
   * @param what what is there
   */
  public record Reason(
      Integer trace, String hop, String client, Integer capture, Long frame, String what) {

    /** In words: {@code trace 1, delivery hop to sub1, frame 31: delivered at QoS 2}. */
    public String text() {
      StringBuilder where = new StringBuilder();
      if (trace != null) {
        where.append("trace ").append(trace);
      }
      if (hop != null) {
        String route = hop.equals("publish") ? " hop from " : " hop to ";
        comma(where).append(hop).append(route).append(client == null ? "a client" : client);
      }
      if (frame != null) {
        comma(where).append("frame ").append(frame);
        if (capture != null && capture > 1) {
          where.append(" of capture ").append(capture);
        }
      }
      return where.length() == 0 ? what : where + ": " + what;
    }

    private static StringBuilder comma(StringBuilder where) {
      return where.length() == 0 ? where : where.append(", ");
    }
  }

  /** Copies the list. */
  public Verdict {
    reasons = List.copyOf(reasons);
  }

  /** Of several, the one that counts: a failure, else a doubt. */
  public static Status worst(List<Verdict> verdicts) {
    Status worst = Status.PASS;
    for (Verdict verdict : verdicts) {
      worst = verdict.status().compareTo(worst) > 0 ? verdict.status() : worst;
    }
    return worst;
  }
}
