package dev.hopscope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The list of what tshark 4.0.17 shows wrongly, checked by hand against bytes and standard. */
final class TsharkDefects {
  private static final String RESOURCE = "tshark-defects.tsv";

  /** A defect: {@code field} differs in a packet of that frame. */
  record Defect(String file, long frame, String field) {}

  private final Set<Defect> listed = new LinkedHashSet<>();
  private final Set<Defect> met = new LinkedHashSet<>();

  /** Reads the list: file, frame, field and reason, one a line, {@code #} before comments. */
  static TsharkDefects read() throws IOException {
    TsharkDefects defects = new TsharkDefects();
    InputStream in = requireNonNull(TsharkDefects.class.getResourceAsStream(RESOURCE), RESOURCE);
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          defects.add(line);
        }
      }
    }
    return defects;
  }

  private void add(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != 4 || cells[3].isBlank()) {
      throw new IllegalArgumentException(RESOURCE + " needs file, frame, field, why: " + line);
    }
    if (!listed.add(new Defect(cells[0], Long.parseLong(cells[1]), cells[2]))) {
      throw new IllegalArgumentException(RESOURCE + " has this twice: " + line);
    }
  }

  /** Whether a difference is listed. */
  boolean explains(String file, long frame, String field) {
    Defect defect = new Defect(file, frame, field);
    met.add(defect);
    return listed.contains(defect);
  }

  int size() {
    return listed.size();
  }

  /** What is listed of these files and was never asked for. */
  List<Defect> notMet(Set<String> files) {
    List<Defect> stale = new ArrayList<>(listed);
    stale.removeAll(met);
    stale.removeIf(defect -> !files.contains(defect.file()));
    return stale;
  }
}
