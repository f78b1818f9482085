package dev.hopscope.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The captures of one capture point behind each other: the files of a ring, or one alone. Only one
 * is open at a time. One that is damaged is told of, and the next goes on. All its frames carry the
 * point, and times shifted by its clock's offset.
 */
final class PointSource implements CaptureSource {
  /** Opens a capture when its turn has come. */
  @FunctionalInterface
  interface Opener {
    CaptureSource open() throws CaptureException;
  }

  private static final class Part {
    private final Opener opener;
    private CaptureInfo info;

    Part(Opener opener, CaptureInfo info) {
      this.opener = opener;
      this.info = info;
    }
  }

  private final int point;
  private final long offsetNanos;
  private final Consumer<CaptureException> onDamage;
  private final List<Part> parts = new ArrayList<>();
  private CaptureSource current;
  private int opened;

  /**
   * Creates a source without a capture.
   *
   * @param onDamage told of each capture that cannot be opened, read to its end, or closed
   */
  PointSource(int point, long offsetNanos, Consumer<CaptureException> onDamage) {
    this.point = point;
    this.offsetNanos = offsetNanos;
    this.onDamage = onDamage;
  }

  /**
   * Adds a capture behind the others.
   *
   * @param known what is known of it before it is opened
   * @return what is known of it at any time
   */
  Supplier<CaptureInfo> add(CaptureInfo known, Opener opener) {
    int index = parts.size();
    parts.add(new Part(opener, known.at(point, offsetNanos)));
    return () -> info(index);
  }

  private CaptureInfo info(int index) {
    boolean open = index == opened - 1 && current != null;
    return open ? current.info().at(point, offsetNanos) : parts.get(index).info;
  }

  @Override
  public boolean next(Frame frame) {
    while (current != null || openNext()) {
      try {
        if (current.next(frame)) {
          frame.at(point, offsetNanos);
          return true;
        }
      } catch (CaptureException e) {
        onDamage.accept(e);
      }
      close();
    }
    return false;
  }

  private boolean openNext() {
    while (current == null && opened < parts.size()) {
      Part next = parts.get(opened++);
      try {
        current = next.opener.open();
      } catch (CaptureException e) {
        onDamage.accept(e);
      }
    }
    return current != null;
  }

  /** Of the capture that is open, or was last, or will be first. */
  @Override
  public CaptureInfo info() {
    return info(Math.max(0, opened - 1));
  }

  @Override
  public void close() {
    if (current == null) {
      return;
    }
    parts.get(opened - 1).info = current.info().at(point, offsetNanos);
    try {
      current.close();
    } catch (CaptureException e) {
      onDamage.accept(e);
    }
    current = null;
  }
}
