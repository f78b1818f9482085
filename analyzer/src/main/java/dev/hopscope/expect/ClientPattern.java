package dev.hopscope.expect;

import java.util.regex.Pattern;

/** Which ClientIDs: one, or those that fit a pattern in which {@code *} stands for any text. */
final class ClientPattern {
  /** Every client, also one whose ClientID was not captured. */
  static final ClientPattern ANY = new ClientPattern("*");

  private final String text;
  private final Pattern pattern; // null where the text is a ClientID itself

  private ClientPattern(String text) {
    this.text = text;
    this.pattern =
        text.contains("*")
            ? Pattern.compile(
                "\\Q" + text.replace("\\E", "\\E\\\\E\\Q").replace("*", "\\E.*\\Q") + "\\E",
                Pattern.DOTALL)
            : null;
  }

  static ClientPattern of(String text) {
    return text == null || text.equals("*") ? ANY : new ClientPattern(text);
  }

  private boolean any() {
    return text.equals("*");
  }

  boolean matches(String clientId) {
    if (any()) {
      return true;
    }
    return clientId != null
        && (pattern == null ? text.equals(clientId) : pattern.matcher(clientId).matches());
  }

  /** Whether it may be the client of a connection; one that is not known may be any. */
  boolean mayBe(String clientId) {
    return clientId == null || matches(clientId);
  }

  @Override
  public String toString() {
    return any() ? "anybody" : text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientPattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
