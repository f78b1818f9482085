package dev.hopscope.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells by their names which files were written one after the other by one capture.
 *
 * <p>Known are the names that dumpcap and tcpdump give:
 *
 * <pre>
 * dumpcap -b       x_00001_20240101120000.pcapng, x_20240101120000_00001.pcapng
 * tcpdump -C       x.pcap, x.pcap1, x.pcap2
 * tcpdump -C -W    x.pcap00, x.pcap01
 * tcpdump -G       x-2024-01-01_12:00:00.pcap and other dates, x-1704110400.pcap
 * </pre>
 *
 * and any of them with {@code .gz} behind.
 */
final class RingNames {
  private static final Pattern PACKED = Pattern.compile("\\.gz$");
  private static final Pattern DUMPCAP =
      Pattern.compile("_(?:\\d{5,}_\\d{14}|\\d{14}_\\d{5,})(?=(?:\\.[A-Za-z]+)?$)");
  private static final Pattern TCPDUMP = Pattern.compile("(?<=\\.(?:pcap|pcapng|cap|dump))\\d+$");
  private static final Pattern TIME =
      Pattern.compile(
          "(?<!\\d)(?:(?:19|20)\\d\\d([-_.]?)(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12]\\d|3[01])"
              + "(?:[-_.T]?(?:[01]\\d|2[0-3])[-_.:h]?[0-5]\\d(?:[-_.:m]?[0-5]\\d)?)?|1\\d{9})(?!\\d)");

  /**
   * What a name says.
   *
   * @param stem what the names of one ring have in common
   * @param numbered whether the name has a number or time besides
   */
  record Name(String stem, boolean numbered) {}

  private RingNames() {}

  static Name of(String fileName) {
    String name = PACKED.matcher(fileName).replaceFirst("");
    String stem = without(DUMPCAP, name);
    if (stem.equals(name)) {
      stem = without(TIME, without(TCPDUMP, name));
    }
    return new Name(stem, !stem.equals(name));
  }

  private static String without(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(name);
    return matcher.find() ? matcher.replaceFirst(pattern == TCPDUMP ? "" : "*") : name;
  }
}
