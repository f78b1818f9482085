package dev.hopscope.connection;

import dev.hopscope.connection.MqttConnection.ServerBasis;
import dev.hopscope.connection.MqttConnection.VersionBasis;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.FramerShared;
import dev.hopscope.mqtt.MqttFramer;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketHandler;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.mqtt.VersionInference;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.transport.Recognition;

/** One direction of an MQTT connection: frames its bytes and keeps the connection's state. */
final class PacketStage implements ByteStage {
  private final MqttConnection connection;
  private final int side;
  private final ConnectionListener listener;
  private final VersionInference inference;
  private final Ends ends;
  private final Handler handler = new Handler();
  private final MqttFramer framer;
  private final boolean fromConnect;
  private boolean startUnproven;
  private final TopicAliases aliases;
  private final Limits limits;
  private PacketStage other;

  PacketStage(
      MqttConnection connection,
      int side,
      FramerShared framers,
      ConnectionListener listener,
      VersionInference inference,
      Ends ends,
      Recognition what) {
    this.connection = connection;
    this.side = side;
    this.listener = listener;
    this.inference = inference;
    this.ends = ends;
    this.fromConnect = what.fromConnect();
    this.limits = framers.run();
    this.aliases = new TopicAliases(limits);
    this.framer = new MqttFramer(framers, inference, handler);
    framer.version(connection.version());
    framer.direction(knownDirection());
  }

  // a port is only a guess, and a wrong direction would make real packets look impossible
  private Direction knownDirection() {
    return connection.serverBasis() == ServerBasis.PORT ? null : connection.directionOf(side);
  }

  /** Makes two stages the two directions of one connection. */
  static ByteStage[] pair(PacketStage first, PacketStage second) {
    first.other = second;
    second.other = first;
    return new ByteStage[] {first, second};
  }

  @Override
  public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
    if (startUnproven) {
      startUnproven = false;
      if (!looksLikeConnack(data, offset, length)) {
        loseStart(at);
      }
    }
    framer.onBytes(data, offset, length, position, at);
    noteFraming();
  }

  @Override
  public void onGap(long position, long length, GapCause cause, Provenance at) {
    if (fromConnect && cause == GapCause.CAPTURE_START) {
      // the handshake is missing, but before a CONNECT neither side has sent anything; what the
      // server sent first may be missing too
      startUnproven = side != connection.clientSide();
      return;
    }
    if (length >= 0 && position + length <= connection.contentStart(side)) {
      // in the PROXY header, of which the end is known all the same
      handler.onGap(position, length, cause, at);
      return;
    }
    if (startUnproven) {
      startUnproven = false;
      loseStart(at);
    }
    framer.onGap(position, length, cause, at);
    noteFraming();
  }

  private void noteFraming() {
    if (framer.isLost() != connection.framingLost(side)) {
      connection.framingLost(side, framer.isLost());
      listener.onStanding(connection);
    }
  }

  @Override
  public void onStanding() {
    listener.onStanding(connection);
  }

  private void loseStart(Provenance at) {
    framer.onGap(0, UNKNOWN_LENGTH, GapCause.CAPTURE_START, at);
  }

  // [MQTT-3.2.0-1]: the server's first packet, but for AUTH of 5.0, which is found by its evidence
  private static boolean looksLikeConnack(byte[] data, int offset, int length) {
    return length >= 4
        && data[offset] == 0x20
        && data[offset + 1] >= 2
        && (data[offset + 2] & 0xfe) == 0;
  }

  @Override
  public void onEnd(EndCause cause, Provenance at) {
    framer.onEnd(cause, at);
    aliases.forget();
    ends.onEnd(side, cause, at);
  }

  private final class Handler implements PacketHandler {
    @Override
    public void onGap(long position, long length, GapCause cause, Provenance at) {
      Direction direction = connection.directionOf(side);
      connection.countGap(direction, at.timeNanos());
      aliases.forget();
      listener.onGap(connection, direction, position, length, cause, at);
    }

    @Override
    public void onResync(long position, long length, int evidence, Provenance at) {
      Direction direction = connection.directionOf(side);
      Resync resync = new Resync(direction, position, length, evidence, at.frame());
      connection.countResync(resync, at.timeNanos());
      connection.framingLost(side, false);
      aliases.forget();
      listener.onResync(connection, direction, position, length, evidence, at);
    }

    @Override
    public void onPacket(PacketView packet, Provenance at) {
      if (!packet.notes().malformed() || isTellingConnect(packet)) {
        learnRoles(packet.type());
        learnVersion(packet);
      }
      Direction direction = connection.directionOf(side);
      connection.countPacket(direction, at.timeNanos());
      String topic = packet.type() == PacketType.PUBLISH ? aliases.resolve(packet) : null;
      keep(packet, direction);
      listener.onPacket(connection, direction, packet, topic, at);
    }
  }

  // A server may overlook what is wrong in a CONNECT; its answers show that it knew version and
  // client from it, so they count as soon as they decoded.
  private static boolean isTellingConnect(PacketView packet) {
    return packet.type() == PacketType.CONNECT
        && packet.version() != MqttVersion.UNKNOWN
        && packet.packet() instanceof MqttPacket.Connect connect
        && connect.clientId() != null;
  }

  // DESIGN decision 9: who received the CONNECT, else packets that only one side may send
  private void learnRoles(PacketType type) {
    switch (type) {
      case CONNECT -> {
        if (connection.connect() == null) {
          roles(side, ServerBasis.CONNECT);
        }
      }
      case SUBSCRIBE, UNSUBSCRIBE, PINGREQ -> rolesFromPackets(side);
      case CONNACK, SUBACK, UNSUBACK, PINGRESP -> rolesFromPackets(1 - side);
      default -> {
        // both sides may send it
      }
    }
  }

  private void rolesFromPackets(int clientSide) {
    if (connection.serverBasis() != ServerBasis.CONNECT) {
      roles(clientSide, ServerBasis.PACKETS);
    }
  }

  private void roles(int clientSide, ServerBasis basis) {
    connection.roles(clientSide, basis);
    framer.direction(knownDirection());
    other.framer.direction(other.knownDirection());
  }

  private void learnVersion(PacketView packet) {
    if (packet.type() == PacketType.CONNECT) {
      if (connection.connect() == null && packet.packet() instanceof MqttPacket.Connect connect) {
        connection.connected(
            Kept.connect(connect, packet, connection, limits), connection.packets() == 0);
        version(packet.version(), VersionBasis.CONNECT);
      }
    } else if (connection.version() == MqttVersion.UNKNOWN
        && inference.verdict() != MqttVersion.UNKNOWN) {
      version(inference.verdict(), VersionBasis.INFERRED);
    }
  }

  private void version(MqttVersion version, VersionBasis basis) {
    connection.version(version, basis);
    framer.version(version);
    other.framer.version(version);
  }

  private void keep(PacketView packet, Direction direction) {
    switch (packet.type()) {
      case CONNACK -> {
        if (connection.connack() == null && packet.packet() instanceof MqttPacket.Connack connack) {
          connection.acknowledged(Kept.connack(connack, packet, connection, limits));
        }
      }
      case DISCONNECT ->
          connection.ended(
              direction == Direction.CLIENT_TO_SERVER
                  ? ConnectionEnd.DISCONNECT
                  : ConnectionEnd.SERVER_DISCONNECT,
              reason(packet));
      default -> {
        // later stages keep what they need of it
      }
    }
  }

  private static String reason(PacketView packet) {
    if (packet.version() != MqttVersion.V5_0) {
      return null;
    }
    MqttPacket content = packet.packet();
    String text =
        content.properties() == null ? null : content.properties().text(PropertyId.REASON_STRING);
    String code = String.format("0x%02x", Math.max(0, packet.reasonCode()));
    return text == null ? code : code + ' ' + text;
  }
}
