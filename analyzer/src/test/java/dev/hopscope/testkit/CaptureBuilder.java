package dev.hopscope.testkit;

import dev.hopscope.capture.PcapngWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Builds captures in memory, on a clock of its own: for tests of every stage.
 *
 * <p>The clock starts at {@link #START_NANOS} and moves on by the interval (100 microseconds unless
 * told) after each frame. Frames are Ethernet unless {@link #linkType} says otherwise. Indexes of
 * frames are those of the list, from 0; the report counts them from 1.
 */
public final class CaptureBuilder {
  /** The time of the first frame: 2026-11-21T07:24:00Z in nanoseconds since 1970. */
  public static final long START_NANOS =
      Instant.parse("2026-11-21T07:24:00Z").getEpochSecond() * 1_000_000_000L;

  private static final int CLIENT_INITIAL = 1_000;
  private static final int SERVER_INITIAL = 500_000;
  private static final int SNAP_LENGTH = 262_144;

  private List<TimedFrame> frames = new ArrayList<>();
  private long now = START_NANOS;
  private long interval = 100_000;
  private int linkType = 1;

  /** Moves the clock. */
  public CaptureBuilder advance(long nanos) {
    now += nanos;
    return this;
  }

  /** Sets the clock, in nanoseconds since 1970. */
  public CaptureBuilder at(long epochNanos) {
    now = epochNanos;
    return this;
  }

  /** How far the clock moves on after each frame from here on. */
  public CaptureBuilder interval(long nanos) {
    interval = nanos;
    return this;
  }

  /** The clock: the time of the next frame, in nanoseconds since 1970. */
  public long now() {
    return now;
  }

  /** The LINKTYPE_ value in the file; frames are then the test's own affair. */
  public CaptureBuilder linkType(int value) {
    linkType = value;
    return this;
  }

  /** A connection with its handshake (3 frames), such as 10.0.0.1:40000 to [::1]:1883. */
  public Conversation open(String client, String server) {
    return open(client, server, CLIENT_INITIAL, SERVER_INITIAL);
  }

  /** A connection with its handshake and with these initial sequence numbers. */
  public Conversation open(String client, String server, int clientInitial, int serverInitial) {
    return new Conversation(this, client, server, clientInitial, serverInitial).handshake();
  }

  /** A connection whose handshake was not captured; writes no frame. */
  public Conversation midStream(String client, String server) {
    return midStream(client, server, CLIENT_INITIAL, SERVER_INITIAL);
  }

  /** A connection without handshake and with these initial sequence numbers. */
  public Conversation midStream(
      String client, String server, int clientInitial, int serverInitial) {
    return new Conversation(this, client, server, clientInitial, serverInitial);
  }

  /** Adds any frame at the clock's time. */
  public CaptureBuilder frame(byte[] bytes) {
    frames.add(new TimedFrame(now, bytes));
    now += interval;
    return this;
  }

  /** Changes the frames so far; the list handed over may be changed or replaced. */
  public CaptureBuilder edit(UnaryOperator<List<TimedFrame>> edit) {
    frames = new ArrayList<>(edit.apply(new ArrayList<>(frames)));
    return this;
  }

  /** Drops the frames of these indexes. */
  public CaptureBuilder drop(int... indexes) {
    int[] sorted = indexes.clone();
    Arrays.sort(sorted);
    for (int i = sorted.length - 1; i >= 0; i--) {
      frames.remove(sorted[i]);
    }
    return this;
  }

  /** Swaps two frames; the times stay in place, so that they still rise. */
  public CaptureBuilder swap(int first, int second) {
    TimedFrame a = frames.get(first);
    TimedFrame b = frames.get(second);
    frames.set(first, b.at(a.timeNanos()));
    frames.set(second, a.at(b.timeNanos()));
    return this;
  }

  /** Moves a frame to another index; the times stay in place, so that they still rise. */
  public CaptureBuilder move(int from, int to) {
    int step = Integer.signum(to - from);
    for (int i = from; i != to; i += step) {
      swap(i, i + step);
    }
    return this;
  }

  /** Captures a frame a second time right behind itself, 1 microsecond later. */
  public CaptureBuilder duplicate(int index) {
    TimedFrame frame = frames.get(index);
    frames.add(index + 1, frame.at(frame.timeNanos() + 1_000));
    return this;
  }

  /** Cuts every frame so far to the snap length. */
  public CaptureBuilder snapLength(int bytes) {
    frames.replaceAll(frame -> frame.cut(bytes));
    return this;
  }

  /** How many frames there are: the index of the next. */
  public int size() {
    return frames.size();
  }

  /** The frames with their times. */
  public List<TimedFrame> timedFrames() {
    return Collections.unmodifiableList(frames);
  }

  /** The captured bytes of every frame. */
  public List<byte[]> frames() {
    return frames.stream().map(TimedFrame::bytes).toList();
  }

  /** The capture as a little-endian pcap file with nanoseconds. */
  public byte[] pcap() {
    return pcap(ByteOrder.LITTLE_ENDIAN, true);
  }

  /** The capture as a pcap file. */
  public byte[] pcap(ByteOrder order, boolean nanoseconds) {
    int size = 24 + frames.stream().mapToInt(frame -> 16 + frame.bytes().length).sum();
    ByteBuffer file = ByteBuffer.allocate(size).order(order);
    file.putInt(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
    file.putShort((short) 2).putShort((short) 4);
    file.putInt(0).putInt(0).putInt(SNAP_LENGTH).putInt(linkType);
    for (TimedFrame frame : frames) {
      file.putInt((int) (frame.timeNanos() / 1_000_000_000L));
      file.putInt((int) (frame.timeNanos() % 1_000_000_000L) / (nanoseconds ? 1 : 1_000));
      file.putInt(frame.bytes().length).putInt(frame.originalLength()).put(frame.bytes());
    }
    return file.array();
  }

  /** The capture as a pcapng file with nanoseconds. */
  public byte[] pcapng() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(file)) {
      int id = writer.addInterface(linkType, SNAP_LENGTH);
      for (TimedFrame frame : frames) {
        writer.write(
            id, frame.timeNanos(), frame.bytes(), 0, frame.bytes().length, frame.originalLength());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** Writes a pcap file, or a pcapng file where the name ends so, and returns its path. */
  public Path writeTo(Path file) throws IOException {
    return Files.write(file, file.toString().endsWith(".pcapng") ? pcapng() : pcap());
  }
}
