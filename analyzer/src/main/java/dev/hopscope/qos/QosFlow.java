package dev.hopscope.qos;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.stream.Provenance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The exchange for one PUBLISH on one hop, as far as it was seen: on one connection, or on several
 * of one session when a later one finishes what an earlier one began.
 *
 * <p>Belongs to the thread of the analysis; changed only by its {@link QosTracker}.
 */
public final class QosFlow {
  private MqttConnection connection;
  private final Direction direction;
  private final int packetId;
  private final List<Step> steps;
  private final int qos;
  private Content content;
  private final int weight;
  private FlowState state = FlowState.NEW;
  private Outcome outcome;
  private int retransmissions;
  private Set<PacketType> unseen = Set.of();
  private long fromClientAtStart; // losses on its connection then
  private long fromServerAtStart;
  private final int carrierCapture;
  private final long carrierFrame;
  private final long boundNanos;
  private long firstEnd = -1; // position behind its sender's first packet on this connection
  private boolean touchedBefore;
  private Object attachment;

  /** Its neighbours in the {@link FlowTable}. */
  QosFlow older;

  QosFlow newer;

  /** A flow that its PUBLISH begins, as carried {@code at}. */
  QosFlow(
      MqttConnection connection,
      Direction direction,
      int packetId,
      int qos,
      Content content,
      Provenance at) {
    this.connection = connection;
    this.carrierCapture = at.carrierCapture();
    this.carrierFrame = at.carrierFrame();
    this.direction = direction;
    this.boundNanos = hop() == Hop.PUBLISH ? at.arrivedNanos() : at.sentByNanos();
    this.packetId = packetId;
    this.qos = qos;
    this.steps = new ArrayList<>(qos == 2 ? 4 : 1 + qos);
    this.content = content;
    this.weight = Limits.weight(content.topic());
    markLosses();
  }

  /** A flow that an acknowledgement begins in its middle. */
  QosFlow(MqttConnection connection, Direction direction, int qos, Answer first) {
    this.connection = connection;
    this.carrierCapture = first.carrierCapture();
    this.carrierFrame = first.carrierFrame();
    this.boundNanos = first.carrierNanos();
    this.direction = direction;
    this.packetId = first.packetId();
    this.qos = qos;
    this.steps = new ArrayList<>(2);
    this.weight = Limits.weight(null);
    markLosses();
  }

  /** The connection it is on now, or ended on. */
  public MqttConnection connection() {
    return connection;
  }

  /** What it counts of {@link Limit#OPEN_FLOWS}; never changes. */
  int weight() {
    return weight;
  }

  /** Which way its PUBLISH goes. */
  public Direction direction() {
    return direction;
  }

  /** Its hop. */
  public Hop hop() {
    return Hop.of(direction);
  }

  /** The packet identifier; -1 at QoS 0. */
  public int packetId() {
    return packetId;
  }

  /** 0, 1 or 2; for a flow whose PUBLISH was not seen, as its acknowledgements tell. */
  public int qos() {
    return qos;
  }

  /** What its PUBLISH carried, or null if that was not seen. */
  public Content content() {
    return content;
  }

  /**
   * Its steps so far, in order; a live list that the caller leaves alone. Repetitions beyond {@link
   * Limit#FLOW_STEPS} are not in it.
   */
  public List<Step> steps() {
    return steps;
  }

  /** Where it stands. */
  public FlowState state() {
    return state;
  }

  /** How it ended, or null while it is under way. */
  public Outcome outcome() {
    return outcome;
  }

  /** Packets of it that repeat an earlier one. */
  public int retransmissions() {
    return retransmissions;
  }

  /** Steps that must have been, and were not seen. */
  public Set<PacketType> unseen() {
    return unseen;
  }

  /**
   * Of a publish hop, the earliest time at which the broker can have had the message; of a delivery
   * hop, the time by which the broker had sent it. That of the first step, but where packets waited
   * behind a hole.
   */
  public long boundNanos() {
    return boundNanos;
  }

  /** Whether the capture lost something on its connections since it began. */
  public boolean touchedByLoss() {
    if (touchedBefore) {
      return true;
    }
    return lossIn(direction)
        || lossIn(direction.opposite())
        || connection.packets(direction.opposite()) == 0;
  }

  private boolean lossIn(Direction each) {
    boolean fromClient = each == Direction.CLIENT_TO_SERVER;
    long atStart = fromClient ? fromClientAtStart : fromServerAtStart;
    return connection.losses(each) != atStart || connection.hidden(each);
  }

  /**
   * Whether an answer to it may be one to a later PUBLISH with its identifier: that takes its own
   * answer and the later PUBLISH to be lost, one in each direction.
   */
  boolean answerInDoubt() {
    return lossIn(direction) && (touchedBefore || lossIn(direction.opposite()));
  }

  /** Whether an answer was on its way before the first packet of this flow was there. */
  boolean beganAfter(Answer answer) {
    Direction sentBy = answer.step().direction();
    if (sentBy == answer.publishDirection() || sentBy == steps.get(0).direction()) {
      return false; // in one direction, what comes later was sent later
    }
    if (firstEnd >= 0 && answer.received() >= 0) {
      return answer.received() < firstEnd;
    }
    // of one capture point, later files have higher numbers
    return carrierCapture == answer.carrierCapture()
        ? carrierFrame > answer.carrierFrame()
        : carrierCapture > answer.carrierCapture();
  }

  /** Hangs a later stage's state on the flow. */
  public void attach(Object value) {
    attachment = value;
  }

  /** What {@link #attach} hung on it, or null. */
  public Object attachment() {
    return attachment;
  }

  /** Takes notice that steps of it may have passed before it was known. */
  void touched() {
    touchedBefore = true;
  }

  void moveTo(MqttConnection next) {
    touchedBefore = touchedByLoss();
    connection = next;
    firstEnd = -1;
    markLosses();
  }

  private void markLosses() {
    fromClientAtStart = connection.losses(Direction.CLIENT_TO_SERVER);
    fromServerAtStart = connection.losses(Direction.SERVER_TO_CLIENT);
  }

  boolean sameMessage(Content other) {
    return content == null || content.sameMessage(other);
  }

  void publish(Step step, Content newContent, long end, Limits limits) {
    if (firstEnd < 0) {
      firstEnd = end;
    }
    if (content == null) {
      content = newContent;
    }
    add(step, limits);
  }

  /** Begins in its middle. */
  void begin(Answer first, Limits limits) {
    if (first.type() == PacketType.PUBREL) {
      firstEnd = first.end();
    }
    add(first.step(), limits);
  }

  void add(Step step, Limits limits) {
    if (state.effect(step.type()) == FlowState.Effect.REPEAT) {
      retransmissions++;
      if (steps.size() < limits.max(Limit.FLOW_STEPS)) {
        steps.add(step);
      } else {
        limits.hit(Limit.FLOW_STEPS);
      }
      return;
    }
    steps.add(step);
    FlowState next = state.next(step.type());
    markUnseen(step.type());
    state = next;
  }

  private void markUnseen(PacketType type) {
    if (state == FlowState.NEW && type != PacketType.PUBLISH) {
      unseen(PacketType.PUBLISH);
    }
    boolean pastReceived = type == PacketType.PUBREL || type == PacketType.PUBCOMP;
    if (pastReceived && state.compareTo(FlowState.RECEIVED) < 0) {
      unseen(PacketType.PUBREC);
    }
    if (type == PacketType.PUBCOMP && state.compareTo(FlowState.RELEASED) < 0) {
      unseen(PacketType.PUBREL);
    }
  }

  private void unseen(PacketType type) {
    if (unseen.isEmpty()) {
      unseen = EnumSet.of(type);
    } else {
      unseen.add(type);
    }
  }

  void end(Outcome how) {
    outcome = how;
    state = FlowState.ENDED;
  }
}
