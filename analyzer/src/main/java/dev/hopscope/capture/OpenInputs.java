package dev.hopscope.capture;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The inputs of one run, opened: captures with their ids, and their frames merged by time. One
 * thread uses it; it must be closed.
 */
public final class OpenInputs implements Closeable {
  /** Opens an input that can be opened only once. */
  @FunctionalInterface
  interface Once {
    CaptureSource open(int id) throws CaptureException;
  }

  private record Probed(Path file, CaptureInfo info, Long firstNanos) {}

  private final List<CaptureSource> points = new ArrayList<>();
  private final List<Supplier<CaptureInfo>> captures = new ArrayList<>();
  private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
  private final Set<Integer> related = new HashSet<>(Set.of(1));
  private final LongSupplier ticker;
  private MergedSource merged;

  OpenInputs(LongSupplier ticker) {
    this.ticker = ticker;
  }

  /** Adds an input that is opened when its first frame is asked for. */
  void add(String name, Once input, Long offset, boolean live) {
    int id = captures.size() + 1;
    PointSource point = point(offset);
    CaptureInfo known = new CaptureInfo(id, name, null, List.of(), 0, -1, null, null);
    Supplier<CaptureInfo> info = point.add(known, () -> input.open(id));
    CaptureSource source = live ? new LiveSource(point) : point;
    captures.add(live ? source::info : info);
    points.add(source);
  }

  /** Adds files that are one capture point, in the order of their first frames. */
  void addFiles(List<Path> files, Long offset) {
    List<Probed> found = new ArrayList<>();
    for (Path file : files) {
      try {
        found.add(probe(file));
      } catch (CaptureException e) {
        problem(e);
      }
    }
    if (found.isEmpty()) {
      return;
    }
    found.sort(
        Comparator.comparing(Probed::firstNanos, Comparator.nullsLast(Comparator.naturalOrder())));
    PointSource point = point(offset);
    for (Probed each : found) {
      int id = captures.size() + 1;
      CaptureInfo info = each.info();
      CaptureInfo known =
          new CaptureInfo(
              id,
              info.name(),
              info.format(),
              info.linkTypes(),
              0,
              info.totalBytes(),
              info.kernelDrops(),
              info.interfaceDrops());
      captures.add(point.add(known, () -> CaptureFiles.open(each.file(), id)));
    }
    points.add(point);
  }

  private PointSource point(Long offset) {
    int number = points.size() + 1;
    if (offset != null) {
      related.add(number);
    }
    return new PointSource(number, offset == null ? 0 : offset, this::problem);
  }

  /** Reads as much as tells when a file begins; damage is told of when its turn comes. */
  private static Probed probe(Path file) throws CaptureException {
    try (CaptureSource source = CaptureFiles.open(file, 1, true)) {
      Long first = null;
      Frame frame = new Frame();
      try {
        first = source.next(frame) ? (Long) frame.timeNanos() : null;
      } catch (CaptureException e) {
        first = null;
      }
      return new Probed(file, source.info(), first);
    }
  }

  void problem(CaptureException problem) {
    problems.add(problem.getMessage());
  }

  /** All frames, merged; always the same object. */
  public MergedSource frames() {
    if (merged == null) {
      merged = new MergedSource(points, (source, damage) -> problem(damage), ticker);
    }
    return merged;
  }

  /** What is known of each capture at any time, in the order of their ids, which count from 1. */
  public List<Supplier<CaptureInfo>> captures() {
    return Collections.unmodifiableList(captures);
  }

  /** Which capture points have clocks that agree. */
  public Clocks clocks() {
    return new Clocks(related);
  }

  /** One line for each input that could not be opened or read to its end, so far. */
  public List<String> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }

  @Override
  public void close() {
    for (CaptureSource point : points) {
      try {
        point.close();
      } catch (CaptureException e) {
        problem(e);
      }
    }
  }
}
