package dev.hopscope.benchmarks.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Packets by type, from lines about packets. */
final class PacketLines {
  /** The Control Packets by the numbers of their types (MQTT 5.0, table 2-1). */
  private static final String[] TYPES = {
    "0",
    "CONNECT",
    "CONNACK",
    "PUBLISH",
    "PUBACK",
    "PUBREC",
    "PUBREL",
    "PUBCOMP",
    "SUBSCRIBE",
    "SUBACK",
    "UNSUBSCRIBE",
    "UNSUBACK",
    "PINGREQ",
    "PINGRESP",
    "DISCONNECT",
    "AUTH"
  };

  private final Map<String, long[]> counts = new HashMap<>();

  private PacketLines() {}

  /** Of {@code hopscope decode}: time, frame, connection, client, arrow, type, more. */
  static Map<String, Long> ofDecode(Path printed) throws IOException {
    PacketLines packets = new PacketLines();
    boolean[] begun = {false};
    Lines.read(
        printed,
        (data, from, to) -> {
          if (begun[0]) {
            packets.count(word(data, from, to, 5));
          }
          begun[0] = true; // the first line is the heads of the columns
        });
    return packets.result();
  }

  /** Of {@code tshark -T fields}: a line a frame, with the numbers of types in the first column. */
  static Map<String, Long> ofTshark(Path printed) throws IOException {
    PacketLines packets = new PacketLines();
    long[] frames = {0};
    Lines.read(
        printed,
        (data, from, to) -> {
          frames[0]++;
          int type = 0;
          for (int at = from; data[at] != '\t'; at++) {
            boolean digit = data[at] >= '0' && data[at] <= '9';
            type = digit ? 10 * type + data[at] - '0' : 0;
            if (data[at + 1] == ',' || data[at + 1] == '\t') {
              packets.count(TYPES[type & 15]);
            }
          }
        });
    Map<String, Long> counts = packets.result();
    counts.put("frames", frames[0]);
    return counts;
  }

  private void count(String type) {
    counts.computeIfAbsent(type, any -> new long[1])[0]++;
  }

  private Map<String, Long> result() {
    Map<String, Long> result = new HashMap<>();
    counts.forEach((type, count) -> result.put("packets." + type, count[0]));
    return result;
  }

  // the word of a number, from 0, between spaces
  private static String word(byte[] data, int from, int to, int number) {
    int at = from;
    for (int i = 0; i <= number; i++) {
      while (at < to && data[at] == ' ') {
        at++;
      }
      int begin = at;
      while (at < to && data[at] != ' ') {
        at++;
      }
      if (i == number) {
        return new String(data, begin, at - begin, UTF_8);
      }
    }
    return "";
  }
}
