package dev.hopscope;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Clocks;
import dev.hopscope.capture.Frame;
import dev.hopscope.capture.Inputs;
import dev.hopscope.capture.MergedSource;
import dev.hopscope.capture.OpenInputs;
import dev.hopscope.capture.TimeWindow;
import dev.hopscope.conformance.FlowRules;
import dev.hopscope.conformance.PacketRules;
import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.ConnectionStage;
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
import dev.hopscope.report.CaptureTotals;
import dev.hopscope.report.DecodeBuilder;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportBuilder;
import dev.hopscope.report.ReportSink;
import dev.hopscope.session.Brokers;
import dev.hopscope.session.SessionStage;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.CaptureClock;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.StreamLimits;
import dev.hopscope.stream.TcpConnection;
import dev.hopscope.stream.TcpReassembler;
import dev.hopscope.trace.TraceLinker;
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
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reads captures and tells what MQTT did in them. One object serves one run, on one thread.
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
  private final Map<Integer, CaptureTotals> captures = new LinkedHashMap<>();
  private final AnalyzerOptions options;
  private final Limits limits;
  private Progress progress = Progress.NONE;
  private TcpReassembler reassembler;
  private BiFunction<TcpConnection, ByteStage[], ByteStage[]> before = (tcp, stages) -> stages;
  private LongConsumer begin = nanos -> {};
  private LongConsumer time = nanos -> {};
  private Runnable end = () -> {};
  private Runnable idle = () -> {};
  private Consumer<Clocks> clocks = known -> {};
  private CaptureCounts counts = (capture, totals) -> {};
  private TimeWindow window = TimeWindow.ALL;
  private CaptureTotals frameCapture; // that of the frame before
  private int frameCaptureId = -1;
  private boolean begun;
  private long firstNanos;
  private long lastNanos;
  private long frames;
  private long packets;
  private volatile boolean stopped;

  private interface CaptureCounts {
    void opened(int capture, CaptureTotals totals);
  }

  private Analyzer(AnalyzerOptions options) {
    this.options = options;
    this.limits = new Limits(options.limits(), limit -> progress.onLimit(limit, max(limit)));
    this.decoder = new SegmentDecoder(limits);
  }

  private long max(Limit limit) {
    return limits.max(limit);
  }

  /** An analysis whose report goes to {@code sink}. */
  public static Analyzer analyze(AnalyzerOptions options, ReportSink sink) {
    Analyzer analyzer = new Analyzer(options);
    analyzer.buildAnalysis(sink);
    return analyzer;
  }

  /** A decoding of every packet, without flows and traces. */
  public static Analyzer decode(AnalyzerOptions options, PacketSink sink) {
    Analyzer analyzer = new Analyzer(options);
    DecodeBuilder builder = new DecodeBuilder(sink);
    analyzer.buildTransport(builder);
    analyzer.begin = sink::begin;
    analyzer.end = sink::end;
    analyzer.idle = sink::idle;
    return analyzer;
  }

  /** An analysis without a report: traces as they are closed, connections and their packets. */
  static Analyzer watch(
      AnalyzerOptions options, ConnectionListener connections, TraceListener traces) {
    Analyzer analyzer = new Analyzer(options);
    Limits limits = analyzer.limits;
    Brokers brokers = new Brokers(options.sameBroker(), limits);
    TraceLinker linker = new TraceLinker(options.link(), limits, traces);
    SessionStage sessions = new SessionStage(brokers, limits, false, linker);
    analyzer.buildTransport(Fan.connections(sessions, connections));
    analyzer.drive(sessions, linker, () -> {});
    return analyzer;
  }

  /** A decoding that tells of connections and their packets. */
  static Analyzer packets(AnalyzerOptions options, ConnectionListener listener) {
    Analyzer analyzer = new Analyzer(options);
    analyzer.buildTransport(listener);
    return analyzer;
  }

  /** A decoding that finds the frames of what was chosen. */
  static Analyzer pick(AnalyzerOptions options, FramePicker picker) {
    Analyzer analyzer = new Analyzer(options);
    analyzer.buildTransport(picker);
    picker.fragmentsOf(analyzer.decoder::earlierFrames);
    analyzer.reassembler.observe(picker);
    return analyzer;
  }

  /** A decoding that tells a redactor of bytes and of the packets in them. */
  static Analyzer redact(AnalyzerOptions options, StreamRedactor redactor) {
    Analyzer analyzer = new Analyzer(options);
    analyzer.before = redactor::before;
    analyzer.buildTransport(redactor);
    return analyzer;
  }

  private void buildAnalysis(ReportSink sink) {
    Brokers brokers = new Brokers(options.sameBroker(), limits);
    ReportBuilder report = new ReportBuilder(sink, brokers, limits, options.payloadBytes());
    FlowRules flowRules = new FlowRules(report::onFinding);
    TraceLinker linker = new TraceLinker(options.link(), limits, Fan.traces(report, flowRules));
    SessionStage sessions =
        new SessionStage(
            brokers,
            limits,
            sink.wantsMessages(),
            Fan.sessions(report, Fan.sessions(linker, flowRules)));
    PacketRules packetRules = new PacketRules(report::onFinding);
    // a report on a connection's end cites its session, so the session stage is told last
    buildTransport(Fan.connections(sessions, Fan.connections(packetRules, report)));
    counts = report::opened;
    clocks = report::clocks;
    idle = sink::idle;
    drive(sessions, linker, report::finish);
  }

  private void drive(SessionStage sessions, TraceLinker linker, Runnable last) {
    time =
        nanos -> {
          sessions.onTime(nanos);
          linker.onTime(nanos);
        };
    end =
        () -> {
          sessions.onCaptureEnd();
          linker.onCaptureEnd();
          last.run();
        };
  }

  private void buildTransport(ConnectionListener listener) {
    ConnectionStage connections =
        new ConnectionStage(
            options.mqttPorts(),
            options.assumedVersion(),
            new FramerShared(limits, options.payloadBytes()),
            Fan.connections(new PacketCounter(), listener),
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

  private final class PacketCounter implements ConnectionListener {
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
    if (frames > 0 && captures.values().stream().allMatch(Analyzer::allOutside)) {
      inputs.notice("no frame lies in the time that was asked for");
    }
    return new RunResult(opened.problems(), nothing, frames);
  }

  private static boolean allOutside(CaptureTotals totals) {
    return totals.frames() == totals.framesOutside();
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
    for (Supplier<CaptureInfo> info : infos) {
      CaptureTotals totals = new CaptureTotals(info);
      int id = info.get().id();
      captures.put(id, totals);
      counts.opened(id, totals);
    }
    while (!stopped) {
      Frame frame = source.next(TICK_NANOS);
      if (frame != null) {
        onFrame(frame);
        if (frames % Progress.FRAMES_APART == 0) {
          report();
          // a live input that always has more is never idle
          idle.run();
        }
      } else if (source.ended()) {
        break;
      } else {
        onIdle(source.idleNanos(), source.realNanos());
        report();
      }
    }
    reassembler.end();
    end.run();
    report();
    return !captures.isEmpty()
        && captures.values().stream().allMatch(CaptureTotals::nothingDecodable);
  }

  private void onFrame(Frame frame) {
    lastNanos = frame.timeNanos();
    if (frames++ == 0) {
      firstNanos = lastNanos;
      begin.accept(firstNanos);
    }
    CaptureTotals totals = totals(frame.capture());
    if (!window.contains(lastNanos, firstNanos)) {
      totals.outside(frame);
      return;
    }
    Outcome outcome = decoder.decode(frame, segment);
    totals.frame(frame, outcome, decoder.earlierFragments());
    begun = true;
    time.accept(clock.advance(lastNanos));
    if (outcome == Outcome.TCP) {
      do {
        reassembler.onSegment(segment);
      } while (decoder.another(segment));
    } else {
      reassembler.onTime(lastNanos);
    }
  }

  private CaptureTotals totals(int capture) {
    if (capture != frameCaptureId) {
      frameCaptureId = capture;
      frameCapture = captures.get(capture);
    }
    return frameCapture;
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
      time.accept(clock.now());
    }
    idle.run();
  }

  private void report() {
    long read = 0;
    long total = 0;
    for (CaptureTotals totals : captures.values()) {
      CaptureInfo info = totals.info();
      read += info.bytesRead();
      total = total < 0 || info.totalBytes() < 0 ? -1 : total + info.totalBytes();
    }
    progress.update(read, total, frames, packets);
  }
}
