package dev.hopscope.stream;

import dev.hopscope.limits.Limit;
import dev.hopscope.net.TcpSegment;

/**
 * One direction of a TCP connection: puts its segments in order and declares its holes.
 *
 * <p>A hole starts at the next position expected. It is declared
 *
 * <ul>
 *   <li>{@link GapCause#ACKED_UNSEEN} at once when data behind it was seen and {@link Causality}
 *       proves that it arrived;
 *   <li>{@link GapCause#ACKED_UNSEEN} as far as the other side has acknowledged it for the grace of
 *       {@link StreamLimits#ackedGraceNanos()}, whether later data was seen or not;
 *   <li>{@link GapCause#NOT_CAPTURED} when data or a FIN behind it has waited for {@link
 *       StreamLimits#unackedWaitNanos()} and nobody has acknowledged it (after one such hole the
 *       wait for the next one may start again);
 *   <li>{@link GapCause#LIMIT} when the store has no room for what waits behind it;
 *   <li>{@link GapCause#SNAPLEN} at once, for bytes that the snap length cut from a segment.
 * </ul>
 *
 * <p>When the direction ends, what was acknowledged is {@code ACKED_UNSEEN} and the rest, up to the
 * last byte or FIN seen, {@code NOT_CAPTURED}. A FIN that was lost itself looks like one
 * acknowledged byte.
 */
final class HalfStream {
  private static final long UNKNOWN = -1;

  /** A RST shows no more than this to be missing: it may be made up. */
  private static final long SHOWN_BY_RESET = 1L << 20;

  private final Shared shared;
  private final Connection connection;
  private ByteStage stage = Discard.INSTANCE;
  private SegmentStore store;
  private RecentSegments recent;
  private AgeList.Entry<HalfStream> ackedEntry;
  private AgeList.Entry<HalfStream> waitingEntry;

  // base is the sequence number of position 0. It is fixed once the SYN told it (startKnown) or
  // something was handed on (begun); before that the other side's ACK may suggest one.
  private int base;
  private boolean baseSet;
  private boolean startKnown;
  private boolean begun;
  private boolean ended;

  private long next;
  private long runEnd; // see endOfRun
  private long latestNanos; // of the frames that carried what was handed on
  private long acknowledged;
  private long acknowledgedAtGrace;
  private final Causality causality = new Causality();
  private long waitingAt;
  private long finPosition = UNKNOWN;
  private long resetPosition = UNKNOWN;
  private int window = -1;

  HalfStream(Shared shared, Connection connection) {
    this.shared = shared;
    this.connection = connection;
  }

  void attach(ByteStage consumer) {
    stage = consumer;
  }

  boolean ended() {
    return ended;
  }

  /** Whether position 0 is known to be the byte after this side's SYN. */
  boolean startKnown() {
    return startKnown;
  }

  /** Whether nothing but a SYN is known of this direction. */
  boolean untouched() {
    return !begun && next == 0 && acknowledged == 0;
  }

  /** Whether a position has been handed on or the start is known, so that base is fixed. */
  boolean fixed() {
    return startKnown || begun;
  }

  /** Whether sequence numbers have positions. */
  boolean placed() {
    return baseSet;
  }

  boolean startsAt(int sequence) {
    return base == sequence;
  }

  /** The position that a sequence number means; only where the base is set. */
  long positionOf(int sequence) {
    return SequenceNumbers.position(sequence, base, next);
  }

  long next() {
    return next;
  }

  /** How far a sequence number is from the place expected, either way; only where placed. */
  long distance(int sequence) {
    return Math.abs(positionOf(sequence) - next);
  }

  int window() {
    return window;
  }

  /** Takes the start from a SYN, or from what the other side's handshake says of it. */
  void startAt(int start) {
    if (!fixed()) {
      acknowledged = baseSet ? Math.max(0, acknowledged + (base - start)) : 0;
      base = start;
      baseSet = true;
      startKnown = true;
    } else if (base == start) {
      startKnown = true;
    }
  }

  /** Takes a segment that this side sent: its payload, FIN and window. */
  void onSegment(TcpSegment segment) {
    window = segment.window();
    boolean duplicate = isDuplicate(segment);
    boolean fin = segment.has(TcpSegment.FIN);
    if (segment.wireLength() == 0 && !fin) {
      return;
    }
    int sequence = segment.sequence() + (segment.has(TcpSegment.SYN) ? 1 : 0);
    if (!fixed() && !findStart(sequence, segment.wireLength())) {
      return;
    }
    long start = positionOf(sequence);
    if (start > next + shared.limits.sequenceWindow()) {
      shared.run.hit(Limit.STREAM_SEQUENCE_FAR_AHEAD);
      return;
    }
    if (segment.wireLength() > 0) {
      onPayload(segment, start, duplicate);
    }
    if (fin && !ended) {
      onFin(start + segment.wireLength());
    }
    settle();
  }

  private boolean isDuplicate(TcpSegment segment) {
    if (recent == null) {
      recent = new RecentSegments();
    }
    boolean duplicate = recent.isDuplicate(segment);
    if (duplicate) {
      connection.duplicateFrames++;
    }
    return duplicate;
  }

  // The first byte seen is position 0, even if the other side's ACK suggested another place: what
  // lies between was sent before the capture began as likely as not.
  private boolean findStart(int sequence, int wireLength) {
    if (baseSet) {
      long start = positionOf(sequence);
      if (wireLength == 1 && start == acknowledged - 1) {
        shared.counters.keepAliveProbes++;
        return false;
      }
      acknowledged = Math.max(0, acknowledged - start);
    }
    base = sequence;
    baseSet = true;
    next = 0;
    return true;
  }

  private void onPayload(TcpSegment segment, long start, boolean duplicate) {
    long end = start + segment.wireLength();
    if (!duplicate) {
      count(segment, start, end);
    }
    if (ended) {
      return;
    }
    if (finPosition != UNKNOWN && end > finPosition) {
      shared.counters.afterEnd++;
      end = finPosition;
    }
    if (end <= Math.max(next, start)) {
      return;
    }
    if (start > next) {
      makeRoom(segment, start, end);
    }
    if (start > next) {
      insert(segment, start, start, end);
    } else {
      deliver(segment, start, end);
    }
  }

  private void count(TcpSegment segment, long start, long end) {
    boolean probe = segment.wireLength() == 1;
    if (ended && end > next) {
      shared.counters.afterEnd++;
    } else if (probe
        && connection.other(this).window == 0
        && (start == next || start == next - 1)) {
      shared.counters.zeroWindowProbes++;
    } else if (probe && start == next - 1 && acknowledged >= next) {
      shared.counters.keepAliveProbes++;
    } else if (start < 0) {
      shared.counters.beforeStart++;
    } else if (start < next) {
      connection.retransmittedSegments++;
    }
  }

  private void deliver(TcpSegment segment, long start, long end) {
    boolean overlaps = store != null && !store.isEmpty() && store.firstPosition() < end;
    long until = overlaps ? store.firstPosition() : end;
    long captured = Math.min(until, start + segment.length());
    if (next < captured) {
      int offset = segment.offset() + (int) (next - start);
      emit(segment.data(), offset, (int) (captured - next), null);
    }
    if (!overlaps && next < until) {
      gap(until, GapCause.SNAPLEN);
    }
    if (overlaps && !ended) {
      insert(segment, start, next, end);
    }
    drain();
  }

  private void insert(TcpSegment segment, long start, long from, long to) {
    if (store.insert(segment, start, from, to)) {
      connection.overlapConflicts++;
    }
  }

  // Forces streams on until a segment ahead of its turn fits, or it is no longer ahead.
  private void makeRoom(TcpSegment segment, long start, long end) {
    if (store == null) {
      store = new SegmentStore(shared.stored);
    }
    while (start > next
        && store.held() + store.roomFor(segment, start, end) > shared.limits.bytesPerDirection()) {
      shared.run.hit(Limit.STREAM_DIRECTION_BYTES);
      forceOn(start);
    }
    while (start > next
        && shared.stored.held + store.roomFor(segment, start, end) > shared.limits.bytesInAll()) {
      shared.run.hit(Limit.STREAM_TOTAL_BYTES);
      HalfStream oldest = shared.waiting.peek();
      if (oldest == null || oldest == this || oldest.held() == 0) {
        forceOn(start);
      } else {
        forceOn(oldest);
      }
    }
  }

  private void forceOn(HalfStream oldest) {
    int point = shared.point();
    shared.turnTo(oldest.connection.point());
    oldest.forceOn(Long.MAX_VALUE);
    oldest.settle();
    oldest.connection.tellStanding();
    shared.turnTo(point);
  }

  private long held() {
    return store == null ? 0 : store.held();
  }

  private void forceOn(long start) {
    gap(Math.min(start, holeEnd(start)), GapCause.LIMIT);
    drain();
  }

  /** Where the hole at {@link #next} ends: at stored data, the FIN, or {@code otherwise}. */
  private long holeEnd(long otherwise) {
    if (store != null && !store.isEmpty()) {
      return store.firstPosition();
    }
    return finPosition != UNKNOWN ? finPosition : otherwise;
  }

  private void drain() {
    while (store != null && !store.isEmpty() && store.firstPosition() == next) {
      SegmentStore.Chunk chunk = store.poll();
      if (chunk.data == null) {
        gap(chunk.end(), GapCause.SNAPLEN);
      } else {
        emit(chunk.data, 0, chunk.length, chunk);
      }
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      if (!startKnown) {
        stage.onGap(0, ByteStage.UNKNOWN_LENGTH, GapCause.CAPTURE_START, shared.at());
      }
    }
  }

  private void emit(byte[] data, int offset, int length, SegmentStore.Chunk waited) {
    begin();
    long position = next;
    next += length;
    HalfStream other = connection.other(this);
    Provenance at = waited == null ? shared.carrying(other) : shared.releasing(waited, other);
    latestNanos = waited == null ? at.timeNanos() : Math.max(latestNanos, waited.timeNanos);
    if (waited != null) {
      at.sentBy(waited.timeNanos).arrived(latestNanos);
    }
    if (store != null && !store.isEmpty()) {
      at.sentBy(Math.min(at.sentByNanos(), store.firstNanos()));
    }
    ByteStage told = stage;
    told.onBytes(data, offset, length, position, at);
    if (stage == told) {
      stage = told.successor();
    }
  }

  private void gap(long end, GapCause cause) {
    if (end > next) {
      begin();
      connection.lossy();
      long position = next;
      next = end;
      stage.onGap(position, end - position, cause, shared.at());
    }
  }

  private void onFin(long position) {
    if (finPosition == UNKNOWN && position >= next) {
      finPosition = position;
      acknowledged = Math.min(acknowledged, position);
      if (store != null) {
        store.truncate(position);
      }
    }
  }

  /** This side resets the connection, having sent all before a sequence number. */
  void onReset(int sequence) {
    if (fixed() && distance(sequence) <= SHOWN_BY_RESET) {
      resetPosition = positionOf(sequence);
    }
  }

  /** The other side resets the connection, and acknowledges this far. */
  void onResetAck(int sequence) {
    if (fixed() && distance(sequence) <= SHOWN_BY_RESET) {
      onAck(sequence);
    }
  }

  /** Takes the other side's acknowledgement. */
  void onAck(int sequence) {
    if (ended) {
      return;
    }
    if (!baseSet) {
      base = sequence;
      baseSet = true;
      return;
    }
    long position = positionOf(sequence);
    if (position > next + shared.limits.sequenceWindow()) {
      return;
    }
    if (finPosition != UNKNOWN) {
      position = Math.min(position, finPosition);
    }
    if (position > acknowledged) {
      acknowledged = position;
      settle();
    }
  }

  /** Ends the direction where its FIN is reached, and starts or stops its two timers. */
  private void settle() {
    passProven();
    if (finPosition != UNKNOWN && next >= finPosition && !ended) {
      end(EndCause.FIN);
    }
    if (ended) {
      return;
    }
    if (acknowledged <= next) {
      stop(ackedEntry);
    } else if (ackedEntry == null || !ackedEntry.queued() || acknowledgedAtGrace <= next) {
      ackedEntry = ackedEntry == null ? new AgeList.Entry<>(this) : ackedEntry;
      acknowledgedAtGrace = acknowledged;
      shared.acked.add(ackedEntry, shared.now());
    }
    if (held() == 0 && finPosition == UNKNOWN) {
      stop(waitingEntry);
    } else if (waitingEntry == null || !waitingEntry.queued() || waitingAt != next) {
      waitingEntry = waitingEntry == null ? new AgeList.Entry<>(this) : waitingEntry;
      waitingAt = next;
      shared.waiting.add(waitingEntry, shared.now());
    }
  }

  private void passProven() {
    while (!ended && held() > 0 && holeEnd(next) <= causality.provenUntil()) {
      gap(holeEnd(next), GapCause.ACKED_UNSEEN);
      drain();
    }
  }

  /** This side acknowledged the other's bytes up to a position of the other's. */
  void onReceived(long position) {
    causality.onReceived(position);
  }

  /** The other side sent data behind {@code end} of its own together with an acknowledgement. */
  void onAnswer(int acknowledgement, long end) {
    if (baseSet) {
      causality.onAnswer(positionOf(acknowledgement), end);
    }
  }

  /** Whether bytes are known of that were neither handed on nor declared lost. */
  boolean awaitsBytes() {
    if (ended || acknowledged <= next && held() == 0 && finPosition <= next) {
      return false;
    }
    long end = endOfRun();
    return acknowledged > end || finPosition > end || held() > 0 && store.end() > end;
  }

  // Where what is held follows on without a hole, that is about to be handed on. Looked up once
  // for all that one segment lets through.
  private long endOfRun() {
    if (runEnd <= next) {
      runEnd = store == null ? next : store.endOfRun(next);
    }
    return runEnd;
  }

  /** Tells the stage that what the connection awaits has changed. */
  void tellStanding() {
    stage.onStanding();
  }

  /** The position that an acknowledgement of the other side means, as far as that is known. */
  long acknowledgedBy(boolean acknowledges, int sequence) {
    return acknowledges && fixed() ? positionOf(sequence) : Provenance.UNKNOWN;
  }

  private static void stop(AgeList.Entry<HalfStream> entry) {
    if (entry != null) {
      AgeList.remove(entry);
    }
  }

  /** The grace is over: what was acknowledged when it began is lost. */
  void onAckedGrace() {
    shared.turnTo(connection.point());
    // A FIN that came meanwhile may have lowered what is acknowledged by its own number.
    loseUntil(Math.min(acknowledgedAtGrace, acknowledged), GapCause.ACKED_UNSEEN);
    settle();
    connection.tellStanding();
  }

  /** Data has waited long enough behind a hole. */
  void onUnackedWait() {
    shared.turnTo(connection.point());
    gap(Math.min(holeEnd(next), acknowledged), GapCause.ACKED_UNSEEN);
    gap(holeEnd(next), GapCause.NOT_CAPTURED);
    drain();
    settle();
    connection.tellStanding();
  }

  private void loseUntil(long end, GapCause cause) {
    while (next < end) {
      gap(Math.min(end, holeEnd(end)), cause);
      drain();
    }
  }

  /** Ends the direction: holes first, then what waits behind them, then the end. */
  void end(EndCause cause) {
    if (ended) {
      return;
    }
    loseUntil(acknowledged, GapCause.ACKED_UNSEEN);
    while (held() > 0) {
      gap(store.firstPosition(), GapCause.NOT_CAPTURED);
      drain();
    }
    gap(Math.max(finPosition, resetPosition), GapCause.NOT_CAPTURED);
    ended = true;
    release();
    EndCause known = finPosition != UNKNOWN && next >= finPosition ? EndCause.FIN : cause;
    stage.onEnd(known, shared.at());
    stage = Discard.INSTANCE;
    connection.onHalfEnded();
  }

  /** Gives back what is held, without a word to the stage. */
  void release() {
    if (store != null) {
      store.clear();
      store = null;
    }
    stop(ackedEntry);
    stop(waitingEntry);
    ackedEntry = null;
    waitingEntry = null;
    recent = null;
  }

  /** Stops handing anything on. */
  void detach() {
    stage = Discard.INSTANCE;
  }
}
