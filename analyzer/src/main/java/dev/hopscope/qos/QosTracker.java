package dev.hopscope.qos;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.Note;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.stream.Provenance;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The flows of one connection. Packet identifiers are independent in the two directions, so each
 * has its own map; an acknowledgement belongs to the direction opposite to its own, PUBREL to its
 * own.
 *
 * <p>At most 65,535 flows a direction can be under way, as identifiers have 16 bits; over all
 * connections {@link Limit#OPEN_FLOWS} bounds them.
 */
public final class QosTracker {
  private static final int PACKET_IDENTIFIER_NOT_FOUND = 0x92;

  private final MqttConnection connection;
  private final FlowListener listener;
  private final boolean pastUnknown;
  private final Limits limits;
  // identifiers of which an acknowledgement began a flow in its middle
  private BitSet clientAnsweredEarly; // null until there is one, as of most connections
  private BitSet serverAnsweredEarly;
  private Overtakers overtakers;
  private final FlowTable fromClient = new FlowTable();
  private final FlowTable fromServer = new FlowTable();

  /**
   * Creates a tracker.
   *
   * @param pastUnknown whether flows may have begun before the capture did, or on an earlier
   *     connection; then an acknowledgement of nothing known begins a flow in its middle
   */
  public QosTracker(
      MqttConnection connection, boolean pastUnknown, Limits limits, FlowListener listener) {
    this.connection = connection;
    this.pastUnknown = pastUnknown;
    this.limits = limits;
    this.listener = listener;
  }

  /** Takes a well-formed PUBLISH. */
  public void onPublish(Direction direction, PacketView packet, Content content, Provenance at) {
    onPassed(direction, packet.position());
    Step step = step(direction, packet, at);
    if (packet.qos() == 0) {
      QosFlow flow = new QosFlow(connection, direction, -1, 0, content, at);
      flow.publish(step, content, packet.end(), limits);
      listener.onFlowStarted(flow);
      flow.end(Outcome.COMPLETE);
      listener.onFlowEnded(flow);
    } else {
      publish(packet, content, step, at);
    }
    onPassed(direction, packet.end());
  }

  private void publish(PacketView packet, Content content, Step step, Provenance at) {
    QosFlow flow = flows(step.direction()).get(packet.packetId());
    if (flow != null && repeats(flow, packet, content)) {
      flow.publish(step, content, packet.end(), limits);
      listener.onFlowStep(flow, step);
      return;
    }
    if (flow != null && flow.touchedByLoss()) {
      end(flow, Outcome.UNKNOWN);
    } else if (flow != null) {
      listener.onIdentifierInUse(flow, step);
      end(flow, Outcome.ABANDONED);
    }
    QosFlow begun =
        new QosFlow(connection, step.direction(), step.packetId(), packet.qos(), content, at);
    begun.publish(step, content, packet.end(), limits);
    begin(begun, at.received(), at.waited() || packet.notes().has(Note.BODY_GAP));
  }

  // without DUP it is a repetition only where the capture lost no answer to the first
  private static boolean repeats(QosFlow flow, PacketView packet, Content content) {
    return flow.sameMessage(content)
        && flow.qos() == packet.qos()
        && (packet.dup() || !flow.touchedByLoss());
  }

  /** Takes a PUBACK, PUBREC, PUBREL or PUBCOMP. */
  public void onAcknowledgement(Direction direction, PacketView packet, Provenance at) {
    Direction awaited = direction.opposite();
    onPassed(awaited, connection.passed(awaited));
    onPassed(direction, packet.position());
    Answer answer = Answer.of(step(direction, packet, at), packet, at);
    boolean overtook = answer.received() > connection.passed(awaited);
    if (overtook && !isNext(answer) && limits.take(Limit.OPEN_FLOWS, 1)) {
      overtakers = overtakers == null ? new Overtakers() : overtakers;
      overtakers.add(awaited, answer);
    } else {
      take(answer);
    }
    onPassed(direction, packet.end());
  }

  private boolean isNext(Answer answer) {
    QosFlow flow = flows(answer.publishDirection()).get(answer.packetId());
    if (flow == null || !fits(flow, answer.type()) || flow.state().skips(answer.type())) {
      return false;
    }
    // one that came from an earlier connection is repeated first
    return flow.steps().get(flow.steps().size() - 1).connection() == connection;
  }

  /** A direction was handed on up to a position, or its bytes up to there are lost. */
  public void onPassed(Direction direction, long position) {
    if (overtakers == null) {
      return;
    }
    Answer answer = overtakers.poll(direction, position);
    while (answer != null) {
      limits.give(Limit.OPEN_FLOWS, 1);
      take(answer);
      answer = overtakers.poll(direction, position);
    }
  }

  /** Nothing more comes: what waits for the other direction waits in vain. */
  public void settle() {
    for (Direction direction : Direction.values()) {
      onPassed(direction, Long.MAX_VALUE);
    }
  }

  private void take(Answer answer) {
    Direction publishDirection = answer.publishDirection();
    QosFlow flow = flows(publishDirection).get(answer.packetId());
    if (flow != null && flow.beganAfter(answer)) {
      // it waited behind a hole: what it answers had ended as unknown when its identifier was taken
      return;
    }
    if (flow != null && !fits(flow, answer.type()) && flow.touchedByLoss()) {
      end(flow, Outcome.UNKNOWN);
      flow = null;
    }
    if (flow != null && fits(flow, answer.type())) {
      flow.add(answer.step(), limits);
      if (!endedBy(flow, answer)) {
        listener.onFlowStep(flow, answer.step());
      }
    } else if (flow == null && mayHaveBegunUnseen(publishDirection)) {
      // the PUBLISH was before the capture, on an earlier connection, or in a gap
      int qos = answer.type() == PacketType.PUBACK ? 1 : 2;
      QosFlow begun = new QosFlow(connection, publishDirection, qos, answer);
      begun.begin(answer, limits);
      begin(begun, answer.received(), answer.waited());
      endedBy(begun, answer);
      rememberAnswer(publishDirection, answer.packetId());
    } else {
      listener.onStray(answer.step());
    }
  }

  private void begin(QosFlow flow, long received, boolean waited) {
    makeRoom(flow.weight());
    if (answerMayHavePassed(flow, received, waited)) {
      flow.touched();
    }
    flows(flow.direction()).put(flow);
    listener.onFlowStarted(flow);
  }

  private void makeRoom(int weight) {
    if (!limits.take(Limit.OPEN_FLOWS, weight)) {
      QosFlow oldest = oldest();
      if (oldest != null) {
        end(oldest, Outcome.UNKNOWN);
      }
      limits.add(Limit.OPEN_FLOWS, weight);
    }
  }

  private QosFlow oldest() {
    QosFlow one = fromClient.oldest();
    QosFlow other = fromServer.oldest();
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.steps().get(0).timeNanos() < one.steps().get(0).timeNanos() ? other : one;
  }

  /** Goes on with the flows that an earlier connection of the session left under way. */
  public void adopt(QosTracker earlier) {
    earlier.settle();
    for (QosFlow flow : earlier.underWay()) {
      earlier.flows(flow.direction()).remove(flow);
      flow.moveTo(connection);
      flows(flow.direction()).put(flow);
    }
  }

  // those of both directions, in the order in which they began
  private List<QosFlow> underWay() {
    List<QosFlow> all = fromClient.all();
    all.addAll(fromServer.all());
    all.sort(
        Comparator.comparingInt((QosFlow flow) -> flow.steps().get(0).capture())
            .thenComparingLong(flow -> flow.steps().get(0).frame()));
    return all;
  }

  /** Ends all flows under way, as unknown where the capture lost something. */
  public void endAll(Outcome outcome) {
    settle();
    for (QosFlow flow : underWay()) {
      end(flow, flow.touchedByLoss() ? Outcome.UNKNOWN : outcome);
    }
  }

  private void end(QosFlow flow, Outcome outcome) {
    if (flows(flow.direction()).remove(flow)) {
      limits.give(Limit.OPEN_FLOWS, flow.weight());
    }
    flow.end(outcome);
    listener.onFlowEnded(flow);
  }

  private static boolean fits(QosFlow flow, PacketType type) {
    boolean qos1Answer = type == PacketType.PUBACK;
    return qos1Answer == (flow.qos() == 1) && flow.state().effect(type) != FlowState.Effect.STRAY;
  }

  // what waited behind a hole, or had one, is told after what the other side sent meanwhile; where
  // nothing is lost segments have only changed places
  private boolean answerMayHavePassed(QosFlow flow, long received, boolean waited) {
    Direction direction = flow.direction();
    boolean answered = forgetAnswer(direction, flow.packetId());
    long answersLost = connection.losses(direction.opposite());
    if (answersLost > 0 && connection.passed(direction.opposite()) > received) {
      return true; // it was captured later than what its receiver sent after it
    }
    boolean losses = connection.losses(direction) + answersLost > 0;
    return waited && (answered || losses);
  }

  private void rememberAnswer(Direction publishDirection, int packetId) {
    if (publishDirection == Direction.CLIENT_TO_SERVER) {
      clientAnsweredEarly = clientAnsweredEarly == null ? new BitSet() : clientAnsweredEarly;
      clientAnsweredEarly.set(packetId);
    } else {
      serverAnsweredEarly = serverAnsweredEarly == null ? new BitSet() : serverAnsweredEarly;
      serverAnsweredEarly.set(packetId);
    }
  }

  private boolean forgetAnswer(Direction publishDirection, int packetId) {
    boolean byClient = publishDirection == Direction.CLIENT_TO_SERVER;
    BitSet early = byClient ? clientAnsweredEarly : serverAnsweredEarly;
    boolean answered = early != null && early.get(packetId);
    if (answered) {
      early.clear(packetId);
    }
    return answered;
  }

  private boolean mayHaveBegunUnseen(Direction publishDirection) {
    return pastUnknown
        || connection.losses(publishDirection) > 0
        || connection.hidden(publishDirection);
  }

  private boolean endedBy(QosFlow flow, Answer answer) {
    Outcome outcome = outcomeOf(flow, answer.step());
    if (outcome == null) {
      return false;
    }
    // a packet with a gap is told when that is declared: it may answer an earlier flow
    boolean doubtful = flow.answerInDoubt() || answer.bodyGap();
    end(flow, doubtful ? Outcome.UNKNOWN : outcome);
    return true;
  }

  private static Outcome outcomeOf(QosFlow flow, Step step) {
    boolean error = step.reasonCode() >= 0x80;
    boolean last = step.type() == PacketType.PUBACK || step.type() == PacketType.PUBCOMP;
    if (last && step.reasonCode() < 0) {
      return Outcome.UNKNOWN;
    }
    return switch (step.type()) {
      case PUBACK -> error ? Outcome.REFUSED : Outcome.COMPLETE;
      case PUBREC -> error ? Outcome.REFUSED : null;
      case PUBREL -> step.reasonCode() == PACKET_IDENTIFIER_NOT_FOUND ? Outcome.ABANDONED : null;
      case PUBCOMP ->
          step.reasonCode() == PACKET_IDENTIFIER_NOT_FOUND ? Outcome.ABANDONED : Outcome.COMPLETE;
      default -> flow.outcome();
    };
  }

  private FlowTable flows(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? fromClient : fromServer;
  }

  private Step step(Direction direction, PacketView packet, Provenance at) {
    boolean publish = packet.type() == PacketType.PUBLISH;
    return new Step(
        packet.type(),
        at.timeNanos(),
        at.capture(),
        at.frame(),
        connection,
        direction,
        packet.packetId(),
        publish && packet.dup(),
        publish ? -1 : packet.reasonCode(),
        packet.position(),
        (long) packet.headerLength() + Math.max(0, packet.remainingLength()));
  }
}
