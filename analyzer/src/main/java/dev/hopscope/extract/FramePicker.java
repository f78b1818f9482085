package dev.hopscope.extract;

import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.SegmentListener;
import dev.hopscope.stream.TcpConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Finds the frames of what a {@link Chooser} noted, while the same inputs are read again: every
 * frame with a byte of a chosen packet, repeated ones too, and of the connections concerned how
 * they begin and end: SYN, FIN and RST, and the packets that sessions and subscriptions are made
 * of.
 */
public final class FramePicker implements ConnectionListener, SegmentListener {
  /** Frames of one side that wait for the packet that they carry to become whole. */
  static final int MAX_PENDING = 1 << 18;

  private record Carrier(int capture, long frame) {}

  private record Part(Carrier carrier, long start, long end) {}

  private static final class State {
    final Concern concern;
    final Deque<Carrier> before = new ArrayDeque<>();
    final List<Deque<Part>> pending = List.of(new ArrayDeque<>(), new ArrayDeque<>());

    State(Concern concern) {
      this.concern = concern;
    }

    /** Remembers a frame that is not chosen, for what comes may choose it yet. */
    void pass(Carrier frame, int side, boolean placed, long start, long end) {
      if (concern.context() > 0) {
        before.add(frame);
        if (before.size() > concern.context()) {
          before.remove();
        }
      }
      if (placed) {
        pending.get(side).add(new Part(frame, start, end));
        if (pending.get(side).size() > MAX_PENDING) {
          pending.get(side).remove();
        }
      }
    }
  }

  private final Map<Integer, State> states = new HashMap<>();
  private final FrameSet frames = new FrameSet();
  private Supplier<List<Long>> fragments = List::of;

  /** Creates a picker for one more run over the inputs that the chooser heard of. */
  public FramePicker(Chooser chooser) {
    chooser.concerns().forEach((number, concern) -> states.put(number, new State(concern)));
  }

  /** Says where to ask for the frames that brought the fragments of the segment at hand. */
  public void fragmentsOf(Supplier<List<Long>> earlierFrames) {
    fragments = earlierFrames;
  }

  /** The frames found. */
  public FrameSet frames() {
    return frames;
  }

  @Override
  public void onPacket(
      MqttConnection connection,
      Direction direction,
      PacketView packet,
      String topic,
      Provenance at) {
    State state = states.get(connection.tcp().number());
    if (state == null) {
      return;
    }
    int side = Sides.sender(connection, direction);
    long start = packet.position();
    long end = start + packet.headerLength() + Math.max(0, packet.remainingLength());
    if (isSetup(packet)) {
      state.concern.packet(side, start, end - start);
      for (Part part : state.pending.get(side)) {
        if (part.start < end && part.end > start) {
          add(part.carrier);
        }
      }
    }
    state.pending.get(side).removeIf(part -> part.end <= end);
  }

  private static boolean isSetup(PacketView packet) {
    return switch (packet.type()) {
      case CONNECT, CONNACK, AUTH, DISCONNECT, SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK -> true;
      default -> false;
    };
  }

  @Override
  public void onSegment(TcpConnection connection, int side, TcpSegment segment, long position) {
    State state = states.get(connection.number());
    if (state == null) {
      return;
    }
    Concern concern = state.concern;
    long frame = segment.frame();
    long end = position + segment.wireLength();
    boolean wanted =
        concern.whole()
            || segment.has(TcpSegment.SYN)
            || segment.has(TcpSegment.FIN)
            || segment.has(TcpSegment.RST)
            || concern.within(frame)
            || position != NOWHERE && concern.touches(side, position, end);
    List<Carrier> carriers = new ArrayList<>();
    fragments.get().forEach(each -> carriers.add(new Carrier(segment.capture(), each)));
    carriers.add(new Carrier(segment.capture(), frame));
    if (wanted) {
      state.before.forEach(this::add);
      state.before.clear();
      carriers.forEach(this::add);
      return;
    }
    for (Carrier each : carriers) {
      state.pass(each, side, segment.wireLength() > 0 && position != NOWHERE, position, end);
    }
  }

  private void add(Carrier carrier) {
    frames.add(carrier.capture, carrier.frame);
  }
}
