package dev.hopscope.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Tables of what tests expect, as resources: a row a line, cells apart by tabs, # a comment. */
public final class Tables {
  private Tables() {}

  /**
   * The rows of a resource.
   *
   * @throws IllegalArgumentException if it is not there, or a row has another number of cells
   */
  public static List<List<String>> read(String resource, int cells) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (InputStream in = Tables.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource);
      }
      for (String line : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
        List<String> row = List.of(line.split("\t", -1));
        if (line.startsWith("#") || line.isBlank()) {
          continue;
        }
        if (row.size() != cells) {
          throw new IllegalArgumentException(resource + ": " + row.size() + " cells: " + line);
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
