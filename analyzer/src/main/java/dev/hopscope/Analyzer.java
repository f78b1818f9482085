package dev.hopscope;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Clocks;
import dev.hopscope.capture.Frame;
import dev.hopscope.capture.Inputs;
import dev.hopscope.capture.MergedSource;
import dev.hopscope.capture.OpenInputs;
import dev.hopscope.capture.TimeWindow;
import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.ConnectionStage;
import dev.hopscope.connection.Downstream;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.extract.FramePicker;
import dev.hopscope.extract.StreamRedactor;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.FramerShared;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.mqtt.Plausibility;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportSink;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.CaptureClock;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.StreamLimits;
import dev.hopscope.stream.TcpConnection;
import dev.hopscope.stream.TcpReassembler;
import dev.hopscope.trace.TraceListener;
import dev.hopscope.transport.Recognition;
import dev.hopscope.transport.TransportDetector;
import dev.hopscope.transport.TransportListener;
import dev.hopscope.transport.TransportOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reads captures and tells what MQTT did in them. One object serves one run. Where there is a
 * second core, what follows the connections runs on a thread of its own, which then calls the sink.
 *
 * <pre>{@code
 * CaptureSource -> SegmentDecoder -> TcpReassembler -> TransportDetector -> ConnectionStage
 *   -> SessionStage (QosTracker) -> TraceLinker -> rules -> ReportBuilder -> ReportSink
 * }</pre>
 *
 * <p>Nothing that a capture holds makes a run fail: an input that is damaged or cannot be read is
 * told of in the {@link RunResult}, and what was read before is reported.
 */
public final class Analyzer {
  /** How often a run looks around while nothing comes, in real time. */
  private static final long TICK_NANOS = 50_000_000L;

  /**
   * How long a frame of a live input may be under way to here: capture time lags that much behind
   * real time while nothing comes, so that a segment that was only slow is not declared lost.
   */
  private static final long UNDER_WAY_NANOS = 200_000_000L;

  /** Frames that are farther than this from real time were not captured just now: an hour. */
  private static final long RECORDING_NANOS = 3_600_000_000_000L;

  private final SegmentDecoder decoder;
  private final TcpSegment segment = new TcpSegment();
  private final CaptureClock clock = new CaptureClock();
  private final Map<Integer, Input> inputs = new LinkedHashMap<>();
  private final AnalyzerOptions options;
  private final Limits limits;
  private Progress progress = Progress.NONE;
  private TcpReassembler reassembler;
  private BiFunction<TcpConnection, ByteStage[], ByteStage[]> before = (tcp, stages) -> stages;
  private Downstream downstream;
  private SecondThread second; // null where one thread does all
  private Consumer<Clocks> clocks = known -> {};
  private TimeWindow window = TimeWindow.ALL;
  private Input frameInput; // that of the frame before
  private int frameCapture = -1;
  private boolean begun;
  private long firstNanos;
  private long lastNanos;
  private long frames;
  private long packets;
  private volatile boolean stopped;

  /** What a run remembers of one capture. */
  private static final class Input {
    final Supplier<CaptureInfo> info;
    long inside;
    boolean decodable;

    Input(Supplier<CaptureInfo> info) {
      this.info = info;
    }

    boolean nothingDecodable() {
      return inside > 0 && !decodable;
    }
  }

  private Analyzer(AnalyzerOptions options) {
    this.options = options;
    this.limits = new Limits(options.limits(), this::onLimit);
    this.decoder = new SegmentDecoder(limits);
  }

  // called by both threads
  private synchronized void onLimit(Limit limit) {
    progress.onLimit(limit, limits.max(limit));
  }

  /** An analysis whose report goes to {@code sink}; on a second core if there is one. */
  public static Analyzer analyze(AnalyzerOptions options, ReportSink sink) {
    return analyze(options, sink, severalCores());
  }

  /**
   * An analysis whose report goes to {@code sink}.
   *
   * @param onTwoThreads whether a thread of its own does what comes after the connections, and
   *     calls the sink
   */
  static Analyzer analyze(AnalyzerOptions options, ReportSink sink, boolean onTwoThreads) {
    Analyzer analyzer = new Analyzer(options);
    Analysis analysis = new Analysis(options, analyzer.limits, sink);
    analyzer.clocks = analysis::clocks;
    analyzer.build(analysis, onTwoThreads, sink.wantsMessages());
    return analyzer;
  }

  /** A decoding of every packet, without flows and traces. */
  public static Analyzer decode(AnalyzerOptions options, PacketSink sink) {
    Analyzer analyzer = new Analyzer(options);
    analyzer.build(new Decoding(sink), severalCores(), true);
    return analyzer;
  }

  /** An analysis without a report: traces as they are closed, connections and their packets. */
  static Analyzer watch(
      AnalyzerOptions options, ConnectionListener connections, TraceListener traces) {
    Analyzer analyzer = new Analyzer(options);
    analyzer.build(new Watching(options, analyzer.limits, connections, traces), false, false);
    return analyzer;
  }

  /** A decoding that tells of connections and their packets. */
  static Analyzer packets(AnalyzerOptions options, ConnectionListener listener) {
    Analyzer analyzer = new Analyzer(options);
    analyzer.build(() -> listener, false, false);
    return analyzer;
  }

  /** A decoding that finds the frames of what was chosen. */
  static Analyzer pick(AnalyzerOptions options, FramePicker picker) {
    Analyzer analyzer = packets(options, picker);
    picker.fragmentsOf(analyzer.decoder::earlierFrames);
    analyzer.reassembler.observe(picker);
    return analyzer;
  }

  /** A decoding that tells a redactor of bytes and of the packets in them. */
  static Analyzer redact(AnalyzerOptions options, StreamRedactor redactor) {
    Analyzer analyzer = packets(options, redactor);
    analyzer.before = redactor::before;
    return analyzer;
  }

  private static boolean severalCores() {
    return Runtime.getRuntime().availableProcessors() > 1;
  }

  private void build(Downstream last, boolean onTwoThreads, boolean payloads) {
    downstream = last;
    if (onTwoThreads) {
      second = new SecondThread(last, payloads);
      downstream = second.recorder();
    }
    buildTransport(Fan.connections(downstream.connections(), new Opening()));
  }

  private void buildTransport(ConnectionListener listener) {
    ConnectionStage connections =
        new ConnectionStage(
            options.mqttPorts(),
            options.assumedVersion(),
            new FramerShared(limits, options.payloadBytes()),
            listener,
            connection -> reassembler.ignore(connection));
    TransportOptions judged =
        new TransportOptions(options.mqttPorts(), TransportOptions.defaults().searchBytes());
    TransportDetector detector =
        new TransportDetector(
            judged,
            (data, offset, length) ->
                Plausibility.evidence(data, offset, length, MqttVersion.UNKNOWN, null),
            limits,
            watched(connections));
    reassembler = new TcpReassembler(StreamLimits.of(limits), limits, detector, clock);
  }

  private TransportListener watched(TransportListener connections) {
    return new TransportListener() {
      @Override
      public ByteStage[] onRecognised(TcpConnection connection, Recognition found, Provenance at) {
        return before.apply(connection, connections.onRecognised(connection, found, at));
      }

      @Override
      public void onOther(TcpConnection connection) {
        connections.onOther(connection);
      }
    };
  }

  /** Says what is known of a capture before a connection of it is opened; counts packets. */
  private final class Opening implements ConnectionListener {
    @Override
    public void onOpened(MqttConnection connection, Provenance at) {
      downstream.onCapture(inputs.get(connection.tcp().capture()).info.get());
    }

    @Override
    public void onPacket(
        MqttConnection connection,
        Direction direction,
        PacketView packet,
        String topic,
        Provenance at) {
      packets++;
    }
  }

  /** Reads files, merged by the times of their frames, to their ends. */
  public RunResult run(List<Path> files, Progress progress) {
    return run(Inputs.of(files), progress);
  }

  /** Reads inputs to their ends, or until {@link #stop}. */
  public RunResult run(Inputs inputs, Progress progress) {
    OpenInputs opened = inputs.open();
    window = inputs.window();
    clocks.accept(opened.clocks());
    boolean nothing;
    try (opened) {
      nothing = read(opened.frames(), opened.captures(), progress);
    }
    if (frames > 0 && this.inputs.values().stream().allMatch(input -> input.inside == 0)) {
      inputs.notice("no frame lies in the time that was asked for");
    }
    return new RunResult(opened.problems(), nothing, frames);
  }

  /** Ends the run soon, as if the captures ended where it is now; may be called by any thread. */
  public void stop() {
    stopped = true;
  }

  /** Reads one source that is not live to its end; the caller closes it. */
  public RunResult run(CaptureSource source, Progress progress) {
    return run(source, () -> 0, progress);
  }

  /**
   * Reads one source to its end; the caller closes it.
   *
   * @param ticker real time, steadily rising, in nanoseconds since 1970-01-01T00:00:00Z; only a
   *     live source needs it
   */
  public RunResult run(CaptureSource source, LongSupplier ticker, Progress progress) {
    List<String> problems = new ArrayList<>();
    MergedSource frames =
        new MergedSource(
            List.of(source), (damaged, damage) -> problems.add(damage.getMessage()), ticker);
    boolean nothing = read(frames, List.of(source::info), progress);
    return new RunResult(problems, nothing, this.frames);
  }

  /** Reads everything; whether there were frames and none could be decoded. */
  private boolean read(MergedSource source, List<Supplier<CaptureInfo>> infos, Progress toTell) {
    progress = toTell;
    infos.forEach(info -> inputs.put(info.get().id(), new Input(info)));
    if (second == null) {
      readAll(source);
    } else {
      second.start();
      try {
        readAll(source);
      } finally {
        second.close();
      }
      second.throwFailure();
    }
    report();
    return !inputs.isEmpty() && inputs.values().stream().allMatch(Input::nothingDecodable);
  }

  private void readAll(MergedSource source) {
    tellCaptures();
    while (!stopped) {
      Frame frame = source.next(TICK_NANOS);
      if (frame != null) {
        onFrame(frame);
        if (frames % Progress.FRAMES_APART == 0) {
          report();
          // a live input that always has more is never idle
          downstream.onIdle();
        }
      } else if (source.ended()) {
        break;
      } else {
        onIdle(source.idleNanos(), source.realNanos());
        report();
      }
    }
    reassembler.end();
    tellCaptures();
    downstream.onCaptureEnd();
  }

  private void tellCaptures() {
    inputs.values().forEach(input -> downstream.onCapture(input.info.get()));
  }

  private void onFrame(Frame frame) {
    lastNanos = frame.timeNanos();
    if (frames++ == 0) {
      firstNanos = lastNanos;
    }
    int capture = frame.capture();
    if (!window.contains(lastNanos, firstNanos)) {
      downstream.onFrame(capture, lastNanos, frame.capturedLength(), null, 0);
      return;
    }
    Outcome outcome = decoder.decode(frame, segment);
    int fragments = decoder.earlierFragments();
    downstream.onFrame(capture, lastNanos, frame.capturedLength(), outcome, fragments);
    Input input = input(capture);
    input.inside++;
    input.decodable |= outcome.decodable();
    begun = true;
    downstream.onTime(clock.advance(lastNanos));
    if (outcome == Outcome.TCP) {
      do {
        reassembler.onSegment(segment);
      } while (decoder.another(segment));
    } else {
      reassembler.onTime(lastNanos);
    }
  }

  private Input input(int capture) {
    if (capture != frameCapture) {
      frameCapture = capture;
      frameInput = inputs.get(capture);
    }
    return frameInput;
  }

  /**
   * A live input has nothing now. Capture time goes on with real time, so that what waits for a
   * deadline is decided; frames may still be on their way here for a while. A recording that comes
   * through a pipe only stalls: its time does not go on.
   */
  private void onIdle(long idleNanos, long realNanos) {
    long nanos = lastNanos + idleNanos - UNDER_WAY_NANOS;
    boolean live = Math.abs(realNanos - lastNanos) < RECORDING_NANOS;
    boolean late = begun && idleNanos > UNDER_WAY_NANOS;
    if (live && late && window.contains(nanos, firstNanos)) {
      reassembler.onTime(nanos);
      downstream.onTime(clock.now());
    }
    downstream.onIdle();
    if (second != null) {
      second.flush();
    }
  }

  private void report() {
    long read = 0;
    long total = 0;
    for (Input input : inputs.values()) {
      CaptureInfo info = input.info.get();
      read += info.bytesRead();
      total = total < 0 || info.totalBytes() < 0 ? -1 : total + info.totalBytes();
    }
    progress.update(read, total, frames, packets);
  }
}
