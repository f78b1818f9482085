package dev.hopscope.mqtt;

/** The grammar of topic filters (sections 4.7 and 4.8.2). */
final class TopicFilters {
  private static final String SHARE = "$share/";

  private TopicFilters() {}

  /** Whether a filter asks for a shared subscription (5.0). */
  static boolean isShared(String filter) {
    return filter.startsWith(SHARE);
  }

  /** What is wrong with a filter, or null. */
  static Note check(String filter, boolean sharesKnown) {
    if (filter.isEmpty()) {
      return Note.TOPIC_EMPTY;
    }
    if (!sharesKnown || !isShared(filter)) {
      return checkLevels(filter, 0);
    }
    int slash = filter.indexOf('/', SHARE.length());
    int nameEnd = slash < 0 ? filter.length() : slash;
    if (nameEnd == SHARE.length()) {
      return Note.SHARE_NAME;
    }
    for (int i = SHARE.length(); i < nameEnd; i++) {
      if (filter.charAt(i) == '+' || filter.charAt(i) == '#') {
        return Note.SHARE_FILTER;
      }
    }
    return slash < 0 || slash + 1 == filter.length()
        ? Note.SHARE_FILTER
        : checkLevels(filter, slash + 1);
  }

  private static Note checkLevels(String filter, int from) {
    for (int i = from; i < filter.length(); i++) {
      char c = filter.charAt(i);
      boolean first = i == from || filter.charAt(i - 1) == '/';
      boolean last = i + 1 == filter.length();
      if (c == '#' && !(first && last)) {
        return Note.FILTER_HASH;
      }
      if (c == '+' && !(first && (last || filter.charAt(i + 1) == '/'))) {
        return Note.FILTER_PLUS;
      }
    }
    return null;
  }
}
