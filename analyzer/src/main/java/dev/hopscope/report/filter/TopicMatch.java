package dev.hopscope.report.filter;

/** Whether a topic matches a filter (MQTT 3.1.1 and 5.0, section 4.7). */
public final class TopicMatch {
  private TopicMatch() {}

  /** Why a text is no topic filter, or null if it is one ([MQTT-4.7.1-2], [MQTT-4.7.1-3]). */
  public static String problem(String filter) {
    if (filter.isEmpty()) {
      return "it is empty";
    }
    String[] levels = filter.split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      String level = levels[i];
      if (level.contains("#") && (level.length() > 1 || i < levels.length - 1)) {
        return "'#' stands alone in the last level";
      }
      if (level.contains("+") && level.length() > 1) {
        return "'+' stands alone in its level";
      }
    }
    return null;
  }

  /** Whether a topic matches a filter that is one. */
  public static boolean matches(String filter, String topic) {
    // [MQTT-4.7.2-1]: a wildcard in the first level does not match a topic that starts with $
    if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
      return false;
    }
    String[] wanted = filter.split("/", -1);
    String[] levels = topic.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        return true;
      }
      if (i == levels.length || !wanted[i].equals("+") && !wanted[i].equals(levels[i])) {
        // "sport/#" matches "sport" as well
        return i == levels.length && i == wanted.length - 1 && wanted[i].equals("#");
      }
    }
    return wanted.length == levels.length;
  }
}
