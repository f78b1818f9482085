package dev.hopscope.connection;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.net.Outcome;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.TcpConnection;
import java.util.function.UnaryOperator;

/**
 * Records what it is told in batches, so that another thread can be told the same by {@link
 * EventPlayer}. Connections are replaced by twins, which the other thread owns: each event carries
 * what its connection was like, so that who asks a twin hears what was so at that event, however
 * far the recording thread has gone on since.
 */
public final class EventRecorder implements Downstream, ConnectionListener {
  private final UnaryOperator<EventBatch> handOver;
  private final boolean payloads;
  private EventBatch batch = new EventBatch();

  /**
   * Creates a recorder.
   *
   * @param payloads whether the content of a PUBLISH will be asked for
   * @param handOver takes a batch that is full, and gives one that is empty
   */
  public EventRecorder(boolean payloads, UnaryOperator<EventBatch> handOver) {
    this.payloads = payloads;
    this.handOver = handOver;
  }

  @Override
  public ConnectionListener connections() {
    return this;
  }

  /** Hands over what was recorded. */
  public void flush() {
    if (!batch.isEmpty()) {
      batch = handOver.apply(batch);
    }
  }

  private Event add(Event.Kind kind) {
    if (batch.full()) {
      flush();
    }
    return batch.addEvent(kind);
  }

  @Override
  public void onCapture(CaptureInfo info) {
    add(Event.Kind.CAPTURE).capture = info;
  }

  @Override
  public void onFrame(
      int capture, long timeNanos, int length, Outcome outcome, int earlierFragments) {
    if (batch.full()) {
      flush();
    }
    batch.addFrame(capture, timeNanos, length, outcome, earlierFragments);
  }

  @Override
  public void onTime(long nanos) {
    if (!batch.addTime(nanos)) {
      add(Event.Kind.TIME).nanos = nanos;
    }
  }

  @Override
  public void onIdle() {
    add(Event.Kind.IDLE);
  }

  @Override
  public void onCaptureEnd() {
    add(Event.Kind.CAPTURE_END);
    flush();
  }

  /** Adds an event of a connection. */
  private Event add(Event.Kind kind, MqttConnection connection) {
    Event event = add(kind);
    TcpConnection tcp = connection.tcp();
    event.twin = (MqttConnection) connection.attachment();
    event.facts = connection.news();
    boolean often = kind == Event.Kind.PACKET || kind == Event.Kind.STANDING;
    event.counts = often ? null : TcpSnapshot.Counts.of(tcp);
    event.tcpBits = TcpSnapshot.bits(tcp);
    event.passed0 = tcp.passed(0);
    event.passed1 = tcp.passed(1);
    event.lastTimeNanos = tcp.lastTimeNanos();
    event.framingLost0 = connection.framingLost(0);
    event.framingLost1 = connection.framingLost(1);
    return event;
  }

  @Override
  public void onOpened(MqttConnection connection, Provenance at) {
    connection.attach(connection.twin(new TcpSnapshot(connection.tcp())));
    add(Event.Kind.OPENED, connection).at.set(at);
  }

  @Override
  public void onPacket(
      MqttConnection connection,
      Direction direction,
      PacketView packet,
      String topic,
      Provenance at) {
    Event event = add(Event.Kind.PACKET, connection);
    event.direction = direction;
    event.packet.set(packet, payloads);
    event.topic = topic;
    event.at.set(at);
    batch.weigh(packet.remainingLength());
  }

  @Override
  public void onGap(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      GapCause cause,
      Provenance at) {
    Event event = add(Event.Kind.GAP, connection);
    event.direction = direction;
    event.position = position;
    event.length = length;
    event.cause = cause;
    event.at.set(at);
  }

  @Override
  public void onResync(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      int evidence,
      Provenance at) {
    Event event = add(Event.Kind.RESYNC, connection);
    event.direction = direction;
    event.position = position;
    event.length = length;
    event.evidence = evidence;
    event.at.set(at);
  }

  @Override
  public void onStanding(MqttConnection connection) {
    add(Event.Kind.STANDING, connection);
  }

  @Override
  public void onClosing(MqttConnection connection, Direction closedBy, Provenance at) {
    Event event = add(Event.Kind.CLOSING, connection);
    event.direction = closedBy;
    event.at.set(at);
  }

  @Override
  public void onEnded(MqttConnection connection, Provenance at) {
    add(Event.Kind.ENDED, connection).at.set(at);
  }
}
