package dev.hopscope;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.capture.MergedSource;
import dev.hopscope.conformance.FlowRules;
import dev.hopscope.conformance.PacketRules;
import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.ConnectionStage;
import dev.hopscope.connection.MqttConnection;
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
import dev.hopscope.stream.CaptureClock;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.StreamLimits;
import dev.hopscope.stream.TcpReassembler;
import dev.hopscope.trace.TraceLinker;
import dev.hopscope.transport.TransportDetector;
import dev.hopscope.transport.TransportOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

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
  private final SegmentDecoder decoder;
  private final TcpSegment segment = new TcpSegment();
  private final CaptureClock clock = new CaptureClock();
  private final Map<Integer, CaptureTotals> captures = new LinkedHashMap<>();
  private final AnalyzerOptions options;
  private final Limits limits;
  private Progress progress = Progress.NONE;
  private TcpReassembler reassembler;
  private LongConsumer begin = nanos -> {};
  private LongConsumer time = nanos -> {};
  private Runnable end = () -> {};
  private CaptureCounts counts = (capture, totals) -> {};
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
            sink.wantsDetail(),
            Fan.sessions(report, Fan.sessions(linker, flowRules)));
    PacketRules packetRules = new PacketRules(report::onFinding);
    // a report on a connection's end cites its session, so the session stage is told last
    buildTransport(Fan.connections(sessions, Fan.connections(packetRules, report)));
    counts = report::opened;
    time =
        nanos -> {
          sessions.onTime(nanos);
          linker.onTime(nanos);
        };
    end =
        () -> {
          sessions.onCaptureEnd();
          linker.onCaptureEnd();
          report.finish();
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
            connections);
    reassembler = new TcpReassembler(StreamLimits.of(limits), limits, detector, clock);
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
    List<String> problems = new ArrayList<>();
    List<CaptureSource> sources = new ArrayList<>();
    for (Path file : files) {
      try {
        sources.add(CaptureFiles.open(file, sources.size() + 1));
      } catch (CaptureException e) {
        problems.add(e.getMessage());
      }
    }
    RunResult result = run(sources, problems, progress);
    for (CaptureSource source : sources) {
      try {
        source.close();
      } catch (CaptureException e) {
        problems.add(e.getMessage());
      }
    }
    return new RunResult(problems, result.nothingDecodable(), result.frames());
  }

  /** Ends the run soon, as if the captures ended where it is now; may be called by any thread. */
  public void stop() {
    stopped = true;
  }

  /** Reads one source to its end; the caller closes it. */
  public RunResult run(CaptureSource source, Progress progress) {
    return run(List.of(source), new ArrayList<>(), progress);
  }

  private RunResult run(List<CaptureSource> sources, List<String> problems, Progress toTell) {
    progress = toTell;
    for (CaptureSource source : sources) {
      CaptureTotals totals = new CaptureTotals(source);
      captures.put(source.info().id(), totals);
      counts.opened(source.info().id(), totals);
    }
    MergedSource merged =
        new MergedSource(sources, (source, damage) -> problems.add(damage.getMessage()));
    for (Frame frame = merged.next(); frame != null && !stopped; frame = merged.next()) {
      onFrame(frame);
      if (frames % Progress.FRAMES_APART == 0) {
        tell(sources);
      }
    }
    reassembler.end();
    end.run();
    tell(sources);
    boolean nothing =
        !captures.isEmpty() && captures.values().stream().allMatch(CaptureTotals::nothingDecodable);
    return new RunResult(problems, nothing, frames);
  }

  private void onFrame(Frame frame) {
    if (frames++ == 0) {
      begin.accept(frame.timeNanos());
    }
    Outcome outcome = decoder.decode(frame, segment);
    captures.get(frame.capture()).frame(frame, outcome, decoder.earlierFragments());
    long now = clock.advance(frame.timeNanos());
    time.accept(now);
    if (outcome == Outcome.TCP) {
      do {
        reassembler.onSegment(segment);
      } while (decoder.another(segment));
    } else {
      reassembler.onTime(frame.timeNanos());
    }
  }

  private void tell(List<CaptureSource> sources) {
    long read = 0;
    long total = 0;
    for (CaptureSource source : sources) {
      CaptureInfo info = source.info();
      read += info.bytesRead();
      total = total < 0 || info.totalBytes() < 0 ? -1 : total + info.totalBytes();
    }
    progress.update(read, total, frames, packets);
  }
}
