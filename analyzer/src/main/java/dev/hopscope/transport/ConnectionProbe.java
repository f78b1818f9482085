package dev.hopscope.transport;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.TcpConnection;
import java.util.ArrayList;
import java.util.List;

/** The judgement of one connection, from its first byte to the verdict. */
final class ConnectionProbe {
  final TransportOptions options;
  final MidStreamCheck check;
  private final TcpConnection connection;
  private final Limits limits;
  private final TransportListener listener;
  private final DirectionProbe[] probes;
  private List<Held> held = new ArrayList<>(2);
  private long cost;
  private ProxyHeader proxy;
  private int proxySide = -1;

  ConnectionProbe(
      TcpConnection connection,
      TransportOptions options,
      MidStreamCheck check,
      Limits limits,
      TransportListener listener) {
    this.connection = connection;
    this.options = options;
    this.check = check;
    this.limits = limits;
    this.listener = listener;
    probes = new DirectionProbe[] {new DirectionProbe(this, 0), new DirectionProbe(this, 1)};
  }

  ByteStage[] stages() {
    return new ByteStage[] {probes[0], probes[1]};
  }

  DirectionProbe other(int side) {
    return probes[1 - side];
  }

  boolean onMqttPort() {
    return options.mqttPorts().contains(connection.endpoint(0).port())
        || options.mqttPorts().contains(connection.endpoint(1).port());
  }

  /** Keeps a call until the verdict; false if too much is held of all connections. */
  boolean hold(Held call) {
    if (!limits.take(Limit.JUDGED_BYTES, call.cost())) {
      return false;
    }
    cost += call.cost();
    return held.add(call);
  }

  /** Forgets what a direction holds, but for the note that its start was not captured. */
  void drop(int side) {
    held.removeIf(call -> call.side == side && !call.isUnknownStart() && gaveBack(call));
  }

  private boolean gaveBack(Held call) {
    limits.give(Limit.JUDGED_BYTES, call.cost());
    cost -= call.cost();
    return true;
  }

  /** Whether a side has sent a PROXY header; there is one a connection. */
  boolean proxied() {
    return proxy != null;
  }

  void proxied(int side, ProxyHeader header) {
    proxy = header;
    proxySide = side;
  }

  void recognise(Transport transport, int clientSide, String basis, Provenance at) {
    Recognition what = new Recognition(transport, clientSide, basis, proxy, proxySide);
    ByteStage[] stages = listener.onRecognised(connection, what, at);
    List<Held> calls = held;
    settle(stages == null ? new ByteStage[] {Drop.INSTANCE, Drop.INSTANCE} : stages);
    Provenance then = new Provenance();
    for (Held call : calls) {
      call.replay(probes[call.side].target(), then);
    }
  }

  /** A direction cannot tell; if the other cannot either, the connection carries nothing known. */
  void giveUp() {
    if (probes[0].hopeless() && probes[1].hopeless()) {
      other();
    }
  }

  void other() {
    settle(new ByteStage[] {Drop.INSTANCE, Drop.INSTANCE});
    listener.onOther(connection);
  }

  private void settle(ByteStage[] stages) {
    held = List.of();
    limits.give(Limit.JUDGED_BYTES, cost);
    cost = 0;
    probes[0].settle(stages[0]);
    probes[1].settle(stages[1]);
  }

  /** Takes the bytes of a connection that nobody decodes. */
  private enum Drop implements ByteStage {
    INSTANCE;

    @Override
    public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {}

    @Override
    public void onGap(long position, long length, GapCause cause, Provenance at) {}

    @Override
    public void onEnd(EndCause cause, Provenance at) {}
  }
}
