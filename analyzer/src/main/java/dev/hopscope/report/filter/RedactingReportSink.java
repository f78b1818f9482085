package dev.hopscope.report.filter;

import dev.hopscope.limits.Limits;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.util.List;
import java.util.Locale;

/**
 * Hands an analysis on without what may name people or things. Free text that may repeat a topic or
 * a ClientID (a finding's message, an end's reason) gives way to what is fixed.
 */
public final class RedactingReportSink implements ReportSink {
  private final ReportSink next;
  private final Redactor redactor;

  /** Creates a sink before another. */
  public RedactingReportSink(ReportSink next, Redactor redactor) {
    this.next = next;
    this.redactor = redactor;
  }

  @Override
  public boolean wantsDetail() {
    return next.wantsDetail();
  }

  @Override
  public boolean wantsMessages() {
    return next.wantsMessages();
  }

  @Override
  public void begin(Limits limits) {
    next.begin(limits);
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    next.capture(capture);
  }

  @Override
  public void broker(ReportModel.Broker broker) {
    next.broker(broker);
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    next.connection(
        new ReportModel.Connection(
            connection.id(),
            connection.capture(),
            connection.tcpStream(),
            connection.client(),
            connection.server(),
            connection.broker(),
            connection.session(),
            redactor.clientId(connection.clientId()),
            connection.version(),
            connection.versionBasis(),
            connection.transport(),
            connection.proxiedClient(),
            connection.proxiedServer(),
            connection.bridge(),
            connection.keepAlive(),
            connection.cleanStart(),
            connection.sessionPresent(),
            connection.firstTime(),
            connection.lastTime(),
            connection.end(),
            null,
            connection.packets(),
            connection.gaps(),
            connection.resyncs(),
            connection.resyncDetails(),
            connection.roundTripNanos(),
            connection.retransmittedSegments(),
            connection.duplicateFrames(),
            connection.twinFrames(),
            connection.partial()));
  }

  @Override
  public void session(ReportModel.Session session) {
    next.session(
        new ReportModel.Session(
            session.id(),
            session.broker(),
            redactor.clientId(session.clientId()),
            session.clientIdAssigned(),
            session.connections(),
            session.subscriptions().stream().map(this::subscription).toList(),
            session.partial()));
  }

  private ReportModel.Subscription subscription(ReportModel.Subscription subscription) {
    return new ReportModel.Subscription(
        redactor.topic(subscription.filter()),
        subscription.grantedQos(),
        subscription.identifier(),
        redactor.shareGroup(subscription.shareGroup()),
        subscription.noLocal(),
        subscription.retainAsPublished(),
        subscription.retainHandling(),
        subscription.from(),
        subscription.to());
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    // a digest of a short payload gives the payload away
    next.flow(
        new ReportModel.Flow(
            flow.id(),
            flow.hop(),
            flow.session(),
            flow.connections(),
            redactor.clientId(flow.clientId()),
            redactor.topic(flow.topic()),
            flow.qos(),
            flow.packetId(),
            flow.retain(),
            flow.payloadLength(),
            null,
            flow.outcome(),
            flow.retransmissions(),
            flow.unseen(),
            flow.durationNanos(),
            flow.steps()));
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    next.gap(gap);
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    next.finding(
        new ReportModel.Finding(
            finding.rule(),
            finding.statements(),
            finding.severity(),
            finding.certain(),
            finding.capture(),
            finding.frame(),
            finding.frames(),
            finding.connection(),
            finding.session(),
            finding.flow(),
            finding.trace(),
            finding.hop(),
            finding.rule().replace('-', ' ').toLowerCase(Locale.ROOT) + " (details redacted)",
            finding.count()));
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    next.trace(
        new ReportModel.Trace(
            trace.id(),
            redactor.topic(trace.topic()),
            trace.payloadLength(),
            null,
            null,
            trace.origin(),
            trace.publishFlow(),
            redactor.clientId(trace.publisher()),
            trace.publishedQos(),
            trace.retain(),
            trace.closedBy(),
            trace.deliveries().stream().map(this::redacted).toList(),
            forwards(trace.forwards()),
            missing(trace.missing()),
            pending(trace.pending())));
  }

  private List<ReportModel.Forward> forwards(List<ReportModel.Forward> forwards) {
    return forwards.stream()
        .map(
            one ->
                new ReportModel.Forward(
                    one.flow(), one.parent(), one.broker(), redactor.topic(one.topic())))
        .toList();
  }

  private List<ReportModel.Missing> missing(List<ReportModel.Missing> missing) {
    return missing.stream()
        .map(
            one ->
                new ReportModel.Missing(
                    one.session(),
                    redactor.clientId(one.clientId()),
                    redactor.topic(one.filter()),
                    redactor.shareGroup(one.shareGroup()),
                    one.grantedQos(),
                    one.certain(),
                    one.oneOf()))
        .toList();
  }

  private List<ReportModel.Pending> pending(List<ReportModel.Pending> pending) {
    return pending.stream()
        .map(one -> new ReportModel.Pending(one.session(), redactor.clientId(one.clientId())))
        .toList();
  }

  private ReportModel.Delivery redacted(ReportModel.Delivery delivery) {
    return new ReportModel.Delivery(
        delivery.flow(),
        delivery.parent(),
        delivery.session(),
        delivery.connection(),
        redactor.clientId(delivery.clientId()),
        delivery.via(),
        delivery.subscriptions().stream()
            .map(
                one ->
                    new ReportModel.MatchedSubscription(
                        redactor.topic(one.filter()), one.grantedQos(), one.identifier()))
            .toList(),
        delivery.grantedQos(),
        delivery.expectedQos(),
        delivery.deliveredQos(),
        delivery.downgraded(),
        delivery.copy(),
        delivery.duplicate(),
        delivery.latencyNanos(),
        delivery.hopLatencyNanos(),
        delivery.crossClock(),
        delivery.link(),
        delivery.rivals(),
        delivery.basis());
  }

  @Override
  public void delivery(ReportModel.LateDelivery delivery) {
    next.delivery(new ReportModel.LateDelivery(delivery.trace(), redacted(delivery.delivery())));
  }

  @Override
  public void idle() {
    next.idle();
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    next.summary(summary);
  }
}
