package dev.hopscope.report;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.Clocks;
import dev.hopscope.conformance.Finding;
import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.Downstream;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.net.Outcome;
import dev.hopscope.qos.Step;
import dev.hopscope.session.Broker;
import dev.hopscope.session.Brokers;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Session;
import dev.hopscope.session.SessionListener;
import dev.hopscope.session.SessionStage;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.trace.Delivery;
import dev.hopscope.trace.Trace;
import dev.hopscope.trace.TraceListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Listens to all stages and hands the report's elements to a {@link ReportSink}, each after those
 * that it cites: an element that still grows comes first as a partial one when it is cited.
 */
public final class ReportBuilder implements ConnectionListener, SessionListener, TraceListener {
  /** Findings of one rule that are listed; the summary counts all. */
  public static final int FINDINGS_LISTED = 100;

  /** How much of a session was handed over. */
  private enum Told {
    IN_PART,
    WHOLE
  }

  private final ReportSink sink;
  private final Brokers brokers;
  private final int payloadBytes;
  private final Limits limits;
  private final boolean detail;
  private final boolean messages;
  private final Totals totals = new Totals();
  private final Map<Integer, CaptureTotals> captures = new HashMap<>();
  private final Set<Integer> citedCaptures = new HashSet<>();
  private final Set<Integer> citedBrokers = new HashSet<>();
  private final Set<Integer> uncitedConnections = new HashSet<>(); // of those that are open
  private final Map<Integer, Session> openSessions = new TreeMap<>();
  private final Timestamps times = new Timestamps();
  private Clocks clocks = Clocks.UNRELATED;
  private CaptureTotals latest; // those of the capture asked for last
  private int latestId = -1;

  /**
   * Creates a builder.
   *
   * @param limits those of the run, told in the summary
   * @param payloadBytes how many bytes of a payload are shown at most
   */
  public ReportBuilder(ReportSink sink, Brokers brokers, Limits limits, int payloadBytes) {
    this.sink = sink;
    this.brokers = brokers;
    this.limits = limits;
    this.payloadBytes = payloadBytes;
    this.detail = sink.wantsDetail();
    this.messages = sink.wantsMessages();
    sink.begin(limits);
    brokers.onForgotten(this::onForgotten);
  }

  /** Says which capture points have clocks that agree; to be called first, if at all. */
  public void clocks(Clocks known) {
    clocks = known;
  }

  /** What is known of a capture; see {@link Downstream#onCapture}. */
  public void onCapture(CaptureInfo info) {
    CaptureTotals known = captures.get(info.id());
    if (known == null) {
      captures.put(info.id(), new CaptureTotals(info));
    } else {
      known.info(info);
    }
  }

  /** Counts a frame; see {@link Downstream#onFrame}. */
  public void onFrame(
      int capture, long timeNanos, int length, Outcome outcome, int earlierFragments) {
    totals(capture).frame(timeNanos, length, outcome, earlierFragments);
  }

  private CaptureTotals totals(int capture) {
    if (capture != latestId) {
      latestId = capture;
      latest = captures.get(capture);
    }
    return latest;
  }

  @Override
  public void onOpened(MqttConnection connection, Provenance at) {
    uncitedConnections.add(connection.id());
  }

  @Override
  public void onPacket(
      MqttConnection connection,
      Direction direction,
      PacketView packet,
      String topic,
      Provenance at) {
    totals.packet(packet.type());
    totals(at.capture()).mqttPackets++;
  }

  @Override
  public void onGap(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      GapCause cause,
      Provenance at) {
    boolean sized = length != ByteStage.UNKNOWN_LENGTH;
    CaptureTotals capture = totals(at.capture());
    capture.gaps++;
    capture.lostBytes += sized ? length : 0;
    if (detail) {
      cite(connection);
      sink.gap(Elements.gap(connection, direction, position, length, cause, at));
    }
  }

  @Override
  public void onEnded(MqttConnection connection, Provenance at) {
    if (!detail) {
      uncitedConnections.remove(connection.id());
      return;
    }
    cite(connection);
    Broker broker = SessionStage.brokerOf(connection);
    if (broker != null) {
      // it may have become known after the connection was first cited
      cite(broker);
    }
    Session session = SessionStage.sessionOf(connection);
    if (session != null) {
      cite(session);
    }
    sink.connection(Elements.connection(connection, false));
  }

  @Override
  public void onSessionEnded(Session session, long nanos) {
    if (detail) {
      cite(session);
      openSessions.remove(session.id());
      session.attach(Told.WHOLE);
      sink.session(Elements.session(session, false));
    }
  }

  private void onForgotten(Broker broker) {
    if (detail && citedBrokers.remove(broker.id())) {
      sink.broker(Elements.broker(broker, false));
    }
  }

  @Override
  public void onFlowEnded(Flow flow) {
    totals.flow(flow.exchange(), Elements.crossClock(flow, clocks));
    if (messages) {
      cite(flow.session());
      citeConnections(flow.exchange().steps());
      sink.flow(Elements.flow(flow, times));
    }
  }

  private void citeConnections(List<Step> steps) {
    MqttConnection before = null;
    for (int i = 0; i < steps.size(); i++) {
      MqttConnection connection = steps.get(i).connection();
      if (connection != before) {
        cite(connection);
      }
      before = connection;
    }
  }

  @Override
  public void onTrace(Trace trace) {
    totals.trace(trace, clocks);
    if (messages) {
      trace.forwards().forEach(forward -> cite(forward.broker()));
      sink.trace(Elements.trace(trace, payloadBytes, clocks));
    }
  }

  @Override
  public void onLateDelivery(Trace trace, Delivery delivery) {
    totals.delivery(trace, delivery, clocks);
    if (messages) {
      sink.delivery(
          new ReportModel.LateDelivery(trace.id(), Elements.delivery(trace, delivery, clocks)));
    }
  }

  /** Takes a finding; of each rule the first hundred are listed. */
  public void onFinding(Finding finding) {
    if (totals.finding(finding.rule()) <= FINDINGS_LISTED && detail) {
      cite(finding.connection());
      Session session = SessionStage.sessionOf(finding.connection());
      if (session != null) {
        cite(session);
      }
      sink.finding(Elements.finding(finding));
    }
  }

  /** Hands over what is left, and the summary. */
  public void finish() {
    if (detail) {
      openSessions.values().forEach(each -> sink.session(Elements.session(each, false)));
      brokers.all().forEach(broker -> sink.broker(Elements.broker(broker, false)));
    }
    List<Integer> ids = new ArrayList<>(captures.keySet());
    ids.sort(null);
    ids.forEach(id -> sink.capture(captures.get(id).element(false)));
    sink.summary(totals.summary(limits.hits()));
  }

  private void cite(MqttConnection connection) {
    if (uncitedConnections.isEmpty() || !uncitedConnections.remove(connection.id())) {
      return;
    }
    int capture = connection.tcp().capture();
    if (citedCaptures.add(capture)) {
      sink.capture(captures.get(capture).element(true));
    }
    Broker broker = SessionStage.brokerOf(connection);
    if (broker != null) {
      cite(broker);
    }
    sink.connection(Elements.connection(connection, true));
  }

  private void cite(Broker broker) {
    if (citedBrokers.add(broker.id())) {
      sink.broker(Elements.broker(broker, true));
    }
  }

  private void cite(Session session) {
    if (session.attachment() == Told.WHOLE) {
      return;
    }
    for (MqttConnection connection : session.openConnections()) {
      cite(connection);
    }
    cite(session.broker());
    if (session.attachment() == null) {
      session.attach(Told.IN_PART);
      openSessions.put(session.id(), session);
      sink.session(Elements.session(session, true));
    }
  }
}
