package dev.hopscope.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a run reads: capture files, folders of them, pipes and standard input, and how their times
 * are understood. Immutable; {@link #open} may be called several times where {@link #repeatable}.
 *
 * <p>A file alone, a ring of files, a pipe: each is one capture point, with one clock, and what it
 * saw of a connection is seen as a whole. Files are a ring where their names say so ({@code
 * RingNames}) and they lie in one folder.
 */
public final class Inputs {
  /** The name that stands for standard input. */
  public static final Path STANDARD_INPUT = Path.of("-");

  private final List<Path> names;
  private final InputStream standardInput;
  private final boolean standardInputLive;
  private final Map<String, Long> offsets;
  private final TimeWindow window;
  private final LongSupplier ticker;
  private final Consumer<String> notices;

  private Inputs(
      List<Path> names,
      InputStream standardInput,
      boolean standardInputLive,
      Map<String, Long> offsets,
      TimeWindow window,
      LongSupplier ticker,
      Consumer<String> notices) {
    this.names = List.copyOf(names);
    this.standardInput = standardInput;
    this.standardInputLive = standardInputLive;
    this.offsets = Map.copyOf(offsets);
    this.window = window;
    this.ticker = ticker;
    this.notices = notices;
  }

  /** Inputs by their names: files, folders, pipes, and {@link #STANDARD_INPUT} for an empty one. */
  public static Inputs of(List<Path> names) {
    return new Inputs(
        names,
        InputStream.nullInputStream(),
        false,
        Map.of(),
        TimeWindow.ALL,
        () -> 0,
        notice -> {});
  }

  /**
   * The same with a standard input.
   *
   * @param live whether it may have nothing now and more later, as a pipe and unlike a file
   */
  public Inputs withStandardInput(InputStream stream, boolean live) {
    return new Inputs(names, stream, live, offsets, window, ticker, notices);
  }

  /**
   * The same with times of some inputs shifted.
   *
   * @param nanos what is added to an input's times, by its name as it was given
   * @throws IllegalArgumentException if a name is none of the inputs', or two of one ring differ;
   *     the message is fit for a user
   */
  public Inputs withClockOffsets(Map<String, Long> nanos) {
    for (String name : nanos.keySet()) {
      if (names.stream().noneMatch(each -> each.toString().equals(name))) {
        throw new IllegalArgumentException(
            name + " is none of the inputs: name it as it was given");
      }
    }
    Inputs shifted =
        new Inputs(names, standardInput, standardInputLive, nanos, window, ticker, notices);
    for (List<Path> together : shifted.groups()) {
      long different = together.stream().map(each -> nanos.get(each.toString())).distinct().count();
      if (together.stream().filter(each -> nanos.containsKey(each.toString())).count() > 1
          && different > 1) {
        throw new IllegalArgumentException(
            together.get(0) + " is of a ring, which has one clock: give one offset for it");
      }
    }
    return shifted;
  }

  /** The same with frames outside of a window left aside. */
  public Inputs withWindow(TimeWindow wanted) {
    return new Inputs(names, standardInput, standardInputLive, offsets, wanted, ticker, notices);
  }

  /**
   * The same with real time, steadily rising, in nanoseconds since 1970-01-01T00:00:00Z; only live
   * inputs need it.
   */
  public Inputs withTicker(LongSupplier nanos) {
    return new Inputs(names, standardInput, standardInputLive, offsets, window, nanos, notices);
  }

  /** The same with somebody to tell what is no problem but worth a line. */
  public Inputs withNotices(Consumer<String> lines) {
    return new Inputs(names, standardInput, standardInputLive, offsets, window, ticker, lines);
  }

  /** The names as they were given. */
  public List<Path> names() {
    return names;
  }

  /** Which frames are wanted; whoever pulls them leaves the others aside. */
  public TimeWindow window() {
    return window;
  }

  /** Tells a line that is no problem. */
  public void notice(String line) {
    notices.accept(line);
  }

  /** Whether one of them may have nothing now and more later. */
  public boolean live() {
    return names.stream().anyMatch(this::live);
  }

  private boolean live(Path name) {
    return name.equals(STANDARD_INPUT) ? standardInputLive : isPipe(name);
  }

  /** Whether all of them can be opened again and then hold the same. */
  public boolean repeatable() {
    return names.stream().noneMatch(each -> each.equals(STANDARD_INPUT) || isPipe(each));
  }

  private static boolean isPipe(Path name) {
    return Files.exists(name) && !Files.isRegularFile(name) && !Files.isDirectory(name);
  }

  /** Whether a file is one of the inputs, or a capture in a folder that is one. */
  public boolean reads(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    Path folder = file.toAbsolutePath().getParent();
    for (Path name : names) {
      boolean same = Files.exists(name) && Files.isSameFile(file, name);
      boolean inside =
          Files.isDirectory(name) && Files.isSameFile(folder, name) && CaptureFiles.isCapture(file);
      if (same || inside) {
        return true;
      }
    }
    return false;
  }

  /**
   * Opens all of them, as far as that can be done without waiting. What cannot be opened is told of
   * in {@link OpenInputs#problems} and left out.
   */
  public OpenInputs open() {
    OpenInputs opened = new OpenInputs(ticker);
    for (List<Path> together : groups()) {
      Path first = together.get(0);
      Long offset = offset(together);
      if (first.equals(STANDARD_INPUT)) {
        opened.add(
            first.toString(),
            id -> CaptureFiles.open(first.toString(), standardInput, -1, id, false),
            offset,
            standardInputLive);
      } else if (Files.isDirectory(first)) {
        openFolder(first, offset, opened);
      } else if (isPipe(first)) {
        opened.add(first.toString(), id -> CaptureFiles.open(first, id), offset, true);
      } else {
        opened.addFiles(together, offset);
      }
    }
    return opened;
  }

  private Long offset(List<Path> together) {
    for (Path name : together) {
      Long offset = offsets.get(name.toString());
      if (offset != null) {
        return offset;
      }
    }
    return null;
  }

  private void openFolder(Path folder, Long offset, OpenInputs opened) {
    Folder content = Folder.read(folder, opened::problem);
    rings(content.captures()).forEach(ring -> opened.addFiles(ring, offset));
    if (content.others() > 0 && !content.captures().isEmpty()) {
      int all = content.captures().size() + content.others();
      notice(folder + ": " + content.others() + " of " + all + " files are no captures: skipped");
    }
  }

  /** The names that are one capture point each, or a folder. */
  private List<List<Path>> groups() {
    List<List<Path>> all = new ArrayList<>();
    List<Path> files = names.stream().filter(each -> !alone(each)).toList();
    Map<Path, List<List<Path>>> begun = new HashMap<>();
    for (List<Path> ring : rings(files)) {
      begun.computeIfAbsent(ring.get(0), first -> new ArrayList<>()).add(ring);
    }
    for (Path name : names) {
      if (alone(name)) {
        all.add(List.of(name));
      } else {
        List<List<Path>> here = begun.remove(name);
        all.addAll(here == null ? List.of() : here);
      }
    }
    return all;
  }

  private static boolean alone(Path name) {
    return name.equals(STANDARD_INPUT) || Files.isDirectory(name) || isPipe(name);
  }

  /**
   * Files that belong together by their names, each group in the order in which they were given.
   */
  private static List<List<Path>> rings(List<Path> files) {
    if (files.size() == 1) {
      return List.of(files);
    }
    record Key(Path folder, String stem, int alone) {}
    Map<String, Integer> numbered = new HashMap<>();
    Map<Path, Integer> given = new HashMap<>();
    for (Path file : files) {
      RingNames.Name name = RingNames.of(file.getFileName().toString());
      numbered.merge(folder(file) + "/" + name.stem(), name.numbered() ? 1 : 0, Integer::sum);
      given.merge(file, 1, Integer::sum);
    }
    Map<Key, List<Path>> rings = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      String stem = RingNames.of(file.getFileName().toString()).stem();
      boolean ring = numbered.get(folder(file) + "/" + stem) > 0 && given.get(file) == 1;
      Key key = new Key(folder(file), stem, ring ? -1 : i);
      rings.computeIfAbsent(key, each -> new ArrayList<>()).add(file);
    }
    return new ArrayList<>(rings.values());
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().normalize().getParent();
  }
}
