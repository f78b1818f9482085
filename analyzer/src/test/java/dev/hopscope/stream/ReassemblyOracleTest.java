package dev.hopscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.net.TcpSegment;
import dev.hopscope.net.TcpSegment.Checksum;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * The reassembler against a map of byte positions: whatever the segmentation, order, repetition and
 * loss, each byte of the stream is handed over once, right and at its place, or lies in one gap; a
 * byte that some captured segment carried is in a gap only if it came after the gap was declared.
 */
class ReassemblyOracleTest {
  private static final int SIZE = 600;
  private static final byte MISSING = 1;
  private static final byte DELIVERED = 2;

  /** A segment on its way: bytes [from, to) of the stream, of which the capture has some. */
  private record Piece(int from, int to, int captured) {}

  @Provide
  Arbitrary<Integer> starts() {
    return Arbitraries.of(0, -1, -100, -SIZE, 1 << 31, (1 << 31) - 300, 12345)
        .flatMap(base -> Arbitraries.integers().between(-3, 3).map(shift -> base + shift));
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void anyOrderOfAWholeStreamGivesTheStream(
      @ForAll("starts") int start, @ForAll long seed, @ForAll @IntRange(max = 12) int disorder) {
    Random random = new Random(seed);
    List<Piece> pieces = shuffled(overlapping(random), disorder, random);
    Oracle oracle = new Oracle(random);
    Feeder feeder = new Feeder(oracle, start, StreamLimits.defaults());
    feeder.syn();
    pieces.forEach(feeder::send);
    feeder.fin(SIZE);
    assertThat(oracle.state).containsOnly(DELIVERED);
    assertThat(oracle.end).isEqualTo(EndCause.FIN);
    assertThat(feeder.reassembler.bytesHeld()).isZero();
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void whatIsLostLiesInGaps(
      @ForAll("starts") int start,
      @ForAll long seed,
      @ForAll @IntRange(max = 12) int disorder,
      @ForAll @IntRange(max = 60) int lossPercent,
      @ForAll boolean synSeen) {
    Random random = new Random(seed);
    List<Piece> pieces = shuffled(overlapping(random), disorder, random);
    pieces.removeIf(piece -> random.nextInt(100) < lossPercent);
    Oracle oracle = new Oracle(random);
    Feeder feeder = new Feeder(oracle, start, StreamLimits.defaults());
    if (synSeen) {
      feeder.syn();
    } else if (pieces.isEmpty()) {
      return;
    } else {
      oracle.origin = pieces.get(0).from;
    }
    boolean[] captured = new boolean[SIZE];
    for (Piece piece : pieces) {
      feeder.send(piece);
      for (int i = Math.max(piece.from, oracle.origin); i < piece.from + piece.captured; i++) {
        captured[i] = true;
      }
    }
    feeder.reassembler.end();
    oracle.expectEachByteOnce(SIZE, captured);
    assertThat(oracle.unknownStart).isEqualTo(!synSeen);
    assertThat(feeder.reassembler.bytesHeld()).isZero();
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void acksClocksAndTightLimitsLoseAndRepeatNothing(
      @ForAll("starts") int start,
      @ForAll long seed,
      @ForAll @IntRange(max = 12) int disorder,
      @ForAll @IntRange(min = 1, max = 2000) int limit) {
    Random random = new Random(seed);
    List<Piece> pieces = shuffled(overlapping(random), disorder, random);
    pieces.removeIf(piece -> random.nextInt(10) == 0);
    Oracle oracle = new Oracle(random);
    StreamLimits limits = StreamLimits.defaults().withBytes(limit, 2L * limit);
    Feeder feeder = new Feeder(oracle, start, limits);
    feeder.syn();
    for (Piece piece : pieces) {
      feeder.send(piece);
      assertThat(feeder.reassembler.bytesHeld()).isLessThanOrEqualTo(limit);
      if (random.nextInt(3) == 0) {
        feeder.ack(random.nextInt(SIZE + 1));
      }
      if (random.nextInt(8) == 0) {
        feeder.pass(random.nextInt(12_000) * 1_000_000L);
      }
    }
    feeder.fin(SIZE);
    feeder.reassembler.end();
    oracle.expectEachByteOnce(SIZE, null);
    assertThat(oracle.seen).isEqualTo(SIZE);
  }

  /** Pieces that cover the stream, some of them again and some cut by a snap length. */
  private static List<Piece> overlapping(Random random) {
    List<Piece> pieces = new ArrayList<>();
    int largest = 1 + random.nextInt(80);
    int at = 0;
    while (at < SIZE) {
      int to = Math.min(SIZE, at + 1 + random.nextInt(largest));
      pieces.add(new Piece(at, to, to - at));
      if (random.nextInt(4) == 0) {
        int from = Math.max(0, at - random.nextInt(60));
        int end = Math.min(SIZE, from + 1 + random.nextInt(90));
        pieces.add(new Piece(from, end, end - from));
      }
      at = to;
    }
    return pieces;
  }

  /** Moves each piece back by at most {@code disorder} places. */
  private static List<Piece> shuffled(List<Piece> pieces, int disorder, Random random) {
    List<Piece> result = new ArrayList<>(pieces);
    for (int i = 0; i < result.size(); i++) {
      int j = Math.min(result.size() - 1, i + random.nextInt(disorder + 1));
      result.add(i, result.remove(j));
    }
    return result;
  }

  /** The obviously right account of one direction. */
  private static final class Oracle implements ByteStage {
    final byte[] stream = new byte[SIZE];
    final byte[] state = new byte[SIZE];
    int origin;
    int seen;
    boolean unknownStart;
    EndCause end;

    Oracle(Random random) {
      random.nextBytes(stream);
    }

    @Override
    public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
      assertThat(length).isPositive();
      for (int i = 0; i < length; i++) {
        int place = place(position + i, DELIVERED);
        assertThat(data[offset + i]).isEqualTo(stream[place]);
      }
    }

    @Override
    public void onGap(long position, long length, GapCause cause, Provenance at) {
      if (cause == GapCause.CAPTURE_START) {
        assertThat(seen).isZero();
        assertThat(length).isEqualTo(UNKNOWN_LENGTH);
        unknownStart = true;
        return;
      }
      assertThat(length).isPositive();
      for (long i = 0; i < length; i++) {
        place(position + i, MISSING);
      }
    }

    private int place(long position, byte mark) {
      assertThat(end).isNull();
      assertThat(position).isEqualTo(seen++);
      int place = (int) position + origin;
      state[place] = mark;
      return place;
    }

    @Override
    public void onEnd(EndCause cause, Provenance at) {
      assertThat(end).isNull();
      end = cause;
    }

    void expectEachByteOnce(int size, boolean[] captured) {
      assertThat(end).isNotNull();
      for (int i = origin; i < size && captured != null; i++) {
        byte expected = captured[i] ? DELIVERED : i < origin + seen ? MISSING : 0;
        assertThat(state[i]).as("byte %s", i).isEqualTo(expected);
      }
    }
  }

  /** Sends pieces of the oracle's stream as segments of side 0. */
  private static final class Feeder {
    final TcpReassembler reassembler;
    private final Oracle oracle;
    private final int start;
    private final TcpSegment segment = new TcpSegment();
    private long frame;
    private long time = 1_000_000_000L;

    Feeder(Oracle oracle, int start, StreamLimits limits) {
      this.oracle = oracle;
      this.start = start;
      reassembler =
          new TcpReassembler(
              limits, (connection, at) -> new ByteStage[] {oracle, Discard.INSTANCE});
    }

    void syn() {
      header(true, start - 1, 0, TcpSegment.SYN).payload(oracle.stream, 0, 0, 0, Checksum.VALID);
      reassembler.onSegment(segment);
    }

    void send(Piece piece) {
      header(true, start + piece.from, 0, 0)
          .payload(
              oracle.stream, piece.from, piece.captured, piece.to - piece.from, Checksum.VALID);
      reassembler.onSegment(segment);
    }

    void fin(int position) {
      header(true, start + position, 0, TcpSegment.FIN)
          .payload(oracle.stream, 0, 0, 0, Checksum.VALID);
      reassembler.onSegment(segment);
    }

    void ack(int position) {
      header(false, 7, start + position, TcpSegment.ACK)
          .payload(oracle.stream, 0, 0, 0, Checksum.VALID);
      reassembler.onSegment(segment);
    }

    void pass(long nanos) {
      time += nanos;
      reassembler.onTime(time);
    }

    private TcpSegment header(boolean forward, int sequence, int acknowledgement, int flags) {
      segment.at(1, ++frame, time++, 0).header(sequence, acknowledgement, flags, 1000, (int) frame);
      return forward
          ? segment.addresses(false, 0, 1, 1, 0, 2, 2)
          : segment.addresses(false, 0, 2, 2, 0, 1, 1);
    }
  }
}
