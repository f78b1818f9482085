package dev.hopscope.connection;

import dev.hopscope.connection.MqttConnection.ServerBasis;
import dev.hopscope.mqtt.FramerShared;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.VersionInference;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.Endpoint;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.TcpConnection;
import dev.hopscope.transport.Recognition;
import dev.hopscope.transport.Transport;
import dev.hopscope.transport.TransportListener;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a {@link MqttConnection} of every connection whose content was recognised, and turns its
 * bytes into packets where they can be decoded.
 */
public final class ConnectionStage implements TransportListener {
  private final Set<Integer> mqttPorts;
  private final MqttVersion assumedVersion;
  private final FramerShared framers;
  private final ConnectionListener listener;
  private final Consumer<TcpConnection> ignore;
  private int made;

  /**
   * Creates the stage.
   *
   * @param mqttPorts ports that a server is expected on, where nothing better tells it
   * @param assumedVersion the version of connections whose CONNECT was not captured, or UNKNOWN
   * @param ignore told of connections that carry nothing known, so that they may cost nothing more
   */
  public ConnectionStage(
      Set<Integer> mqttPorts,
      MqttVersion assumedVersion,
      FramerShared framers,
      ConnectionListener listener,
      Consumer<TcpConnection> ignore) {
    this.mqttPorts = Set.copyOf(mqttPorts);
    this.assumedVersion = assumedVersion;
    this.framers = framers;
    this.listener = listener;
    this.ignore = ignore;
  }

  @Override
  public ByteStage[] onRecognised(TcpConnection tcp, Recognition what, Provenance at) {
    boolean told = what.clientSide() >= 0;
    ServerBasis serverBasis = told ? ServerBasis.CONNECT : fallback(tcp);
    int client = told ? what.clientSide() : clientOf(tcp);
    MqttConnection connection = new MqttConnection(++made, tcp, what, client, serverBasis);
    if (assumedVersion != MqttVersion.UNKNOWN) {
      connection.version(assumedVersion, MqttConnection.VersionBasis.OPTION);
    }
    listener.onOpened(connection, at);
    Ends ends = new Ends(connection, framers.run(), listener);
    if (what.transport() != Transport.MQTT) {
      return new ByteStage[] {new Undecoded(ends, 0), new Undecoded(ends, 1)};
    }
    VersionInference inference = framers.inference();
    return PacketStage.pair(
        new PacketStage(connection, 0, framers, listener, inference, ends, what),
        new PacketStage(connection, 1, framers, listener, inference, ends, what));
  }

  @Override
  public void onOther(TcpConnection connection) {
    ignore.accept(connection);
  }

  private static ServerBasis fallback(TcpConnection tcp) {
    return tcp.synSeen() ? ServerBasis.SYN : ServerBasis.PORT;
  }

  private int clientOf(TcpConnection tcp) {
    if (tcp.synSeen()) {
      return 0;
    }
    Endpoint first = tcp.endpoint(0);
    Endpoint second = tcp.endpoint(1);
    boolean firstListed = mqttPorts.contains(first.port());
    boolean secondListed = mqttPorts.contains(second.port());
    if (firstListed != secondListed) {
      return firstListed ? 1 : 0;
    }
    return first.port() < second.port() ? 1 : 0;
  }
}
