package dev.hopscope.capture.live;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names the files of a ring as dumpcap does: {@code x_00001_20260101120000.pcapng}. */
final class FileNames {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
  private static final long SECOND = 1_000_000_000L;

  private final Path file;
  private final ZoneId zone;

  /**
   * Creates names.
   *
   * @param file as it was asked for
   * @param zone whose time of day is in the names
   */
  FileNames(Path file, ZoneId zone) {
    this.file = file;
    this.zone = zone;
  }

  /** The file with a number, from 1, that begins at a time. */
  Path name(int number, long nanos) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String ending = dot > 0 ? name.substring(dot) : "";
    String time =
        Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND))
            .atOffset(ZoneOffset.UTC)
            .atZoneSameInstant(zone)
            .format(TIME);
    return file.resolveSibling(
        String.format(Locale.ROOT, "%s_%05d_%s%s", stem, number, time, ending));
  }
}
