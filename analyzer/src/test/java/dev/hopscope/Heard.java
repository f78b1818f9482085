package dev.hopscope;

import dev.hopscope.capture.Frame;
import dev.hopscope.conformance.Finding;
import dev.hopscope.conformance.FlowRules;
import dev.hopscope.conformance.PacketRules;
import dev.hopscope.conformance.Severity;
import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.ConnectionStage;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.FramerShared;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.mqtt.Payload;
import dev.hopscope.mqtt.Plausibility;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.qos.QosFlow;
import dev.hopscope.session.Brokers;
import dev.hopscope.session.Flow;
import dev.hopscope.session.SessionListener;
import dev.hopscope.session.SessionStage;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.CaptureClock;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.Endpoint;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.StreamLimits;
import dev.hopscope.stream.StreamListener;
import dev.hopscope.stream.TcpConnection;
import dev.hopscope.stream.TcpReassembler;
import dev.hopscope.testkit.TimedFrame;
import dev.hopscope.trace.Delivery;
import dev.hopscope.trace.Link;
import dev.hopscope.trace.LinkOptions;
import dev.hopscope.trace.Trace;
import dev.hopscope.trace.TraceLinker;
import dev.hopscope.trace.TraceListener;
import dev.hopscope.transport.TransportDetector;
import dev.hopscope.transport.TransportOptions;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the stages up to sessions tell of a capture, put down: packets, gaps, what could not be
 * framed, flows and findings. Composed as {@link Analyzer} does, without links.
 */
final class Heard implements ConnectionListener {
  /** A packet; {@code content} is all that decoded of it, as text. */
  record Packet(
      Direction direction,
      long position,
      PacketType type,
      int flags,
      int headerLength,
      int remainingLength,
      MqttVersion version,
      int packetId,
      int reasonCode,
      String topic,
      int payloadLength,
      boolean payloadComplete,
      long payloadDigest,
      String notes,
      String content) {
    long end() {
      return position + headerLength + remainingLength;
    }
  }

  /** Bytes from {@code position} on that were not captured, or not framed. */
  record Stretch(
      Direction direction,
      long position,
      long length,
      String cause,
      TcpConnection tcp,
      Endpoint sender) {
    int side() {
      return tcp.endpoint(0).equals(sender) ? 0 : 1;
    }

    String text() {
      return sender.port() + " " + position + "+" + length + " " + cause;
    }
  }

  /** A flow with the indexes of its packets. */
  record Exchange(
      Direction direction,
      int packetId,
      int qos,
      dev.hopscope.qos.Outcome outcome,
      int retransmissions,
      Set<PacketType> unseen,
      List<Integer> packets) {}

  /**
   * A delivery and the PUBLISH that it is linked to, as indexes of packets; -1 if to none.
   *
   * @param forwards those by which bridges passed it on
   */
  record Linked(int delivery, int publish, List<Integer> forwards, Link link) {}

  /** The frame, from 1, that carried the first bytes of a direction, and their position. */
  record Start(long frame, long position) {}

  /** One direction of a TCP connection. */
  record Way(TcpConnection tcp, Endpoint sender) {}

  private static final long PACKETS_AT_MOST = 1_000_000;

  final Map<Way, Start> starts = new HashMap<>();

  final List<MqttConnection> connections = new ArrayList<>();
  final List<Packet> packets = new ArrayList<>();

  /** The connection of each packet. */
  final List<TcpConnection> carriers = new ArrayList<>();

  /** The frame of each packet. */
  final List<Long> frames = new ArrayList<>();

  final List<Stretch> gaps = new ArrayList<>();
  final List<Stretch> resyncs = new ArrayList<>();
  final List<Exchange> flows = new ArrayList<>();
  final List<Linked> links = new ArrayList<>();
  final List<String> findings = new ArrayList<>();

  /** Of severity error, for certain: the rules. */
  final Set<String> errors = new TreeSet<>();

  private final Limits limits = Limits.defaults();
  private final SessionStage sessions;
  private final TraceLinker linker;
  private final PacketRules packetRules = new PacketRules(this::onFinding);
  private final FlowRules flowRules = new FlowRules(this::onFinding);

  private Heard() {
    linker =
        new TraceLinker(LinkOptions.DEFAULT, limits, Fan.traces(flowRules, new LinkRecorder()));
    sessions =
        new SessionStage(
            new Brokers(List.of(), limits),
            limits,
            false,
            Fan.sessions(linker, Fan.sessions(flowRules, new FlowRecorder())));
  }

  /** The start of the direction of a sender's port, or null. */
  Start startOf(int port) {
    return starts.entrySet().stream()
        .filter(each -> each.getKey().sender().port() == port)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private void onFinding(Finding finding) {
    if (finding.severity() == Severity.ERROR && finding.certain()) {
      errors.add(finding.rule());
    }
    findings.add(
        finding.rule() + (finding.certain() ? " for certain: " : " perhaps: ") + finding.message());
  }

  private final class FlowRecorder implements SessionListener {
    @Override
    public void onFlowEnded(Flow flow) {
      QosFlow exchange = flow.exchange();
      flows.add(
          new Exchange(
              exchange.direction(),
              exchange.packetId(),
              exchange.qos(),
              exchange.outcome(),
              exchange.retransmissions(),
              Set.copyOf(exchange.unseen()),
              exchange.steps().stream()
                  .map(step -> (int) (step.frame() % PACKETS_AT_MOST))
                  .toList()));
    }
  }

  private final class LinkRecorder implements TraceListener {
    @Override
    public void onTrace(Trace trace) {
      trace.deliveries().forEach(delivery -> onLateDelivery(trace, delivery));
    }

    @Override
    public void onLateDelivery(Trace trace, Delivery delivery) {
      Flow origin = trace.publishFlow();
      links.add(
          new Linked(
              first(delivery.flow()),
              origin == null ? -1 : first(origin),
              trace.forwards().stream().map(forward -> first(forward.flow())).toList(),
              delivery.link()));
    }

    private int first(Flow flow) {
      return (int) (flow.exchange().steps().get(0).frame() % PACKETS_AT_MOST);
    }
  }

  /** Notes which frame carried the first bytes of a direction, and which position they got. */
  private final class Watch implements ByteStage {
    private final ByteStage next;
    private final Way way;

    Watch(ByteStage next, TcpConnection tcp, int side) {
      this.next = next;
      this.way = new Way(tcp, tcp.endpoint(side));
    }

    @Override
    public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
      starts.putIfAbsent(way, new Start(at.carrierFrame(), position));
      next.onBytes(data, offset, length, position, at);
    }

    @Override
    public void onGap(long position, long length, GapCause cause, Provenance at) {
      next.onGap(position, length, cause, at);
    }

    @Override
    public void onEnd(EndCause cause, Provenance at) {
      next.onEnd(cause, at);
    }
  }

  /** Listens to Ethernet frames. */
  static Heard of(List<TimedFrame> frames) {
    return of(1, frames);
  }

  /** Listens to frames of a link type; what is not TCP lets time pass. */
  static Heard of(int linkType, List<TimedFrame> frames) {
    Heard heard = new Heard();
    Set<Integer> ports = Set.of(1883);
    ConnectionStage connections =
        new ConnectionStage(
            ports,
            MqttVersion.UNKNOWN,
            new FramerShared(heard.limits, 256),
            heard,
            connection -> {});
    TransportDetector detector =
        new TransportDetector(
            TransportOptions.defaults(),
            (data, offset, length) ->
                Plausibility.evidence(data, offset, length, MqttVersion.UNKNOWN, null),
            connections);
    CaptureClock clock = new CaptureClock();
    StreamListener watched =
        (connection, at) -> {
          ByteStage[] stages = detector.onConnection(connection, at);
          return new ByteStage[] {
            heard.new Watch(stages[0], connection, 0), heard.new Watch(stages[1], connection, 1)
          };
        };
    TcpReassembler reassembler =
        new TcpReassembler(StreamLimits.defaults(), heard.limits, watched, clock);
    SegmentDecoder decoder = new SegmentDecoder();
    TcpSegment segment = new TcpSegment();
    Frame frame = new Frame();
    long number = 0;
    for (TimedFrame each : frames) {
      byte[] bytes = each.bytes();
      frame.wrap(
          1, ++number, each.timeNanos(), linkType, bytes, 0, bytes.length, each.originalLength());
      Outcome outcome = decoder.decode(frame, segment);
      long now = clock.advance(each.timeNanos());
      heard.sessions.onTime(now);
      heard.linker.onTime(now);
      if (outcome == Outcome.TCP) {
        reassembler.onSegment(segment);
      } else {
        reassembler.onTime(each.timeNanos());
      }
    }
    reassembler.end();
    heard.sessions.onCaptureEnd();
    heard.linker.onCaptureEnd();
    return heard;
  }

  private static Endpoint sender(MqttConnection connection, Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? connection.client() : connection.server();
  }

  /** The packets of one direction. */
  List<Packet> packets(Direction direction) {
    return packets.stream().filter(packet -> packet.direction() == direction).toList();
  }

  @Override
  public void onOpened(MqttConnection connection, Provenance at) {
    connections.add(connection);
    sessions.onOpened(connection, at);
  }

  @Override
  public void onPacket(
      MqttConnection connection,
      Direction direction,
      PacketView view,
      String topic,
      Provenance at) {
    boolean publish = view.type() == PacketType.PUBLISH;
    packets.add(
        new Packet(
            direction,
            view.position(),
            view.type(),
            view.flags(),
            view.headerLength(),
            view.remainingLength(),
            view.version(),
            view.packetId(),
            view.reasonCode(),
            topic,
            publish ? view.payloadLength() : -1,
            publish && view.payloadComplete(),
            publish && view.payloadComplete() ? view.payloadDigest() : 0,
            Long.toHexString(view.notes().bits()),
            text(view.packet())));
    carriers.add(connection.tcp());
    frames.add(at.frame());
    // frames become numbers that tell the packets of one frame apart
    long index = packets.size() - 1L;
    Provenance known =
        new Provenance().set(1, at.frame() * PACKETS_AT_MOST + index, at.timeNanos());
    if (at.carrierFrame() != at.frame()) {
      known.carriedBy(at.carrierFrame() * PACKETS_AT_MOST + index, at.carrierTimeNanos());
    }
    known.sentBy(at.sentByNanos()).arrived(at.arrivedNanos()).received(at.received());
    sessions.onPacket(connection, direction, view, topic, known);
    packetRules.onPacket(connection, direction, view, topic, at);
  }

  // records print arrays by their address, and a Payload tells nothing of itself
  private static String text(Object value) {
    if (value instanceof Payload payload) {
      return payload.length() + " bytes " + payload.digest() + ' ' + payload.base64(256);
    } else if (value instanceof Record of) {
      StringBuilder text = new StringBuilder(of.getClass().getSimpleName()).append('(');
      for (RecordComponent component : of.getClass().getRecordComponents()) {
        try {
          component.getAccessor().setAccessible(true);
          Object part = component.getAccessor().invoke(of);
          text.append(component.getName()).append('=').append(text(part)).append(' ');
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(component.toString(), e);
        }
      }
      return text.append(')').toString();
    } else if (value instanceof List<?> list) {
      return list.stream().map(Heard::text).toList().toString();
    } else if (value instanceof Object[] array) {
      return Arrays.toString(array);
    }
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
  }

  @Override
  public void onGap(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      GapCause cause,
      Provenance at) {
    gaps.add(
        new Stretch(
            direction,
            position,
            length,
            cause.id(),
            connection.tcp(),
            sender(connection, direction)));
    sessions.onGap(connection, direction, position, length, cause, at);
    packetRules.onGap(connection, direction, position, length, cause, at);
  }

  @Override
  public void onResync(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      int evidence,
      Provenance at) {
    resyncs.add(
        new Stretch(
            direction,
            position,
            length,
            "evidence " + evidence,
            connection.tcp(),
            sender(connection, direction)));
    sessions.onResync(connection, direction, position, length, evidence, at);
  }

  @Override
  public void onClosing(MqttConnection connection, Direction closedBy, Provenance at) {
    sessions.onClosing(connection, closedBy, at);
  }

  @Override
  public void onEnded(MqttConnection connection, Provenance at) {
    sessions.onEnded(connection, at);
    packetRules.onEnded(connection, at);
  }
}
