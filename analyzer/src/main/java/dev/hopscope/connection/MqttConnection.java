package dev.hopscope.connection;

import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.stream.Endpoint;
import dev.hopscope.stream.TcpConnection;
import dev.hopscope.transport.ProxyHeader;
import dev.hopscope.transport.Recognition;
import dev.hopscope.transport.Transport;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one connection that carries MQTT, or hides it. Later stages read it and hang
 * their own state on it by {@link #attach}; only this package changes the rest.
 */
public final class MqttConnection {
  /** How the version is known. */
  public enum VersionBasis {
    /** From the CONNECT packet. */
    CONNECT("connect"),
    /** From packets that fit one version only. */
    INFERRED("inferred"),
    /** Given by the user. */
    OPTION("option"),
    /** Not known. */
    UNKNOWN("unknown");

    private final String id;

    VersionBasis(String id) {
      this.id = id;
    }

    /** The name used in reports. */
    public String id() {
      return id;
    }
  }

  /** How it is known which side is the server, the surest first. */
  public enum ServerBasis {
    /** It received the CONNECT. */
    CONNECT("connect"),
    /** It sent or received a packet that only one side may send. */
    PACKETS("packets"),
    /** It received the SYN. */
    SYN("syn"),
    /** Its port is a configured one, or the lower. */
    PORT("port");

    private final String id;

    ServerBasis(String id) {
      this.id = id;
    }

    /** The name used in reports. */
    public String id() {
      return id;
    }
  }

  private static final int MOST_DETAILS = 20;

  private final int id;
  private final TcpConnection tcp;
  private final Recognition recognition;
  private int clientSide;
  private ServerBasis serverBasis;
  private MqttVersion version = MqttVersion.UNKNOWN;
  private VersionBasis versionBasis = VersionBasis.UNKNOWN;
  private MqttPacket.Connect connect;
  private MqttPacket.Connack connack;
  private ConnectionEnd end = ConnectionEnd.OPEN;
  private String endReason;
  private boolean fromStart;
  private long packets;
  private long gaps;
  private long resyncs;
  private List<Resync> resyncDetails = List.of();
  // by direction, in fields: every packet touches them, and arrays would lie elsewhere
  private long clientPackets;
  private long serverPackets;
  private long clientLosses;
  private long serverLosses;
  private long lastClientLossNanos = Long.MIN_VALUE;
  private long lastServerLossNanos = Long.MIN_VALUE;
  private boolean framingLost0; // by side
  private boolean framingLost1;
  private long lastClientNanos;
  private long kept;
  private Object attachment;
  private boolean changed = true;

  /** What is known of the content, as it was at one time. */
  record Facts(
      int clientSide,
      ServerBasis serverBasis,
      MqttVersion version,
      VersionBasis versionBasis,
      MqttPacket.Connect connect,
      boolean fromStart,
      MqttPacket.Connack connack,
      ConnectionEnd end,
      String endReason) {}

  MqttConnection(
      int id, TcpConnection tcp, Recognition recognition, int clientSide, ServerBasis basis) {
    this.id = id;
    this.tcp = tcp;
    this.recognition = recognition;
    this.clientSide = clientSide;
    this.serverBasis = basis;
    this.lastClientNanos = tcp.firstTimeNanos();
  }

  /** Its id, from 1 over all captures, in the order of recognition. */
  public int id() {
    return id;
  }

  /** The TCP connection beneath. */
  public TcpConnection tcp() {
    return tcp;
  }

  /**
   * {@code tcp}, {@code tls} or {@code websocket}; {@code proxied} for MQTT behind a PROXY header,
   * and for a header that breaks its format.
   */
  public String transport() {
    boolean plain = recognition.transport() == Transport.MQTT;
    return (plain && proxy() != null ? Transport.PROXIED : recognition.transport()).id();
  }

  /** The PROXY header in front of its content, or null. */
  public ProxyHeader proxy() {
    return recognition.proxy();
  }

  /** The stream position of the first byte behind a side's PROXY header; 0 without one. */
  long contentStart(int side) {
    return proxy() == null || side != recognition.proxySide() ? 0 : Math.max(0, proxy().length());
  }

  /** The stream position at which the client's first packet begins if none is missing. */
  public long firstPacketPosition() {
    return contentStart(clientSide);
  }

  /** The client's end. */
  public Endpoint client() {
    return tcp.endpoint(clientSide);
  }

  /** The server's end. */
  public Endpoint server() {
    return tcp.endpoint(1 - clientSide);
  }

  /** How it is known which end is the server. */
  public ServerBasis serverBasis() {
    return serverBasis;
  }

  /** The protocol version, or UNKNOWN. */
  public MqttVersion version() {
    return version;
  }

  /** How the version is known. */
  public VersionBasis versionBasis() {
    return versionBasis;
  }

  /** The first CONNECT, or null if none was captured. */
  public MqttPacket.Connect connect() {
    return connect;
  }

  /** The first CONNACK, or null if none was captured. */
  public MqttPacket.Connack connack() {
    return connack;
  }

  /** Whether the connection was captured from its CONNECT on. */
  public boolean fromStart() {
    return fromStart;
  }

  /** How it ended; OPEN until it has. */
  public ConnectionEnd end() {
    return end;
  }

  /** The reason of a DISCONNECT as {@code 0x..}, its Reason String behind it; or null. */
  public String endReason() {
    return endReason;
  }

  /** Packets in both directions. */
  public long packets() {
    return packets;
  }

  /** Gaps in both directions. */
  public long gaps() {
    return gaps;
  }

  /** How often framing was lost. */
  public long resyncs() {
    return resyncs;
  }

  /**
   * The first {@value #MOST_DETAILS} of them, in order; a live list that the caller leaves alone.
   */
  public List<Resync> resyncDetails() {
    return resyncDetails;
  }

  /**
   * How often bytes or framing were lost in a direction, a late start included. A flow that saw
   * this number change cannot be sure of what it did not see.
   */
  public long losses(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? clientLosses : serverLosses;
  }

  /** Capture time of the latest loss in a direction; the least number there is without one. */
  public long lastLossNanos(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? lastClientLossNanos : lastServerLossNanos;
  }

  /** Whether packets of a direction may have passed unseen at a time or later. */
  public boolean mayHide(Direction direction, long sinceNanos) {
    return lastLossNanos(direction) >= sinceNanos || hidden(direction);
  }

  /**
   * Whether packets of a direction may be passing unseen right now: bytes of it are known to be
   * missing so far, or its framing is lost.
   */
  public boolean hidden(Direction direction) {
    int side = sideOf(direction);
    return (side == 0 ? framingLost0 : framingLost1) || tcp.awaitsBytes(side);
  }

  /** The stream position up to which a direction was handed on, or declared lost. */
  public long passed(Direction direction) {
    return tcp.passed(sideOf(direction));
  }

  /** Packets in one direction; 0 means that it may not have been captured at all. */
  public long packets(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? clientPackets : serverPackets;
  }

  /** Capture time of the client's latest packet, or of the first segment. */
  public long lastClientNanos() {
    return lastClientNanos;
  }

  /** The ClientID in force: assigned by the server, or the client's own; null if never seen. */
  public String clientId() {
    if (connack != null && connack.properties() != null) {
      String assigned = connack.properties().text(PropertyId.ASSIGNED_CLIENT_IDENTIFIER);
      if (assigned != null) {
        return assigned;
      }
    }
    return connect == null || connect.clientId() == null || connect.clientId().isEmpty()
        ? null
        : connect.clientId();
  }

  /** Whether the client left the choice of its ClientID to the server. */
  public boolean clientIdAssigned() {
    return connect != null && connect.clientId() != null && connect.clientId().isEmpty();
  }

  /** Whether the CONNECT bore the mark of an MQTT bridge. */
  public boolean bridge() {
    return connect != null && connect.bridge();
  }

  /** Hangs a later stage's state on the connection, replacing what was there. */
  public void attach(Object state) {
    attachment = state;
  }

  /** What {@link #attach} hung on it, or null. */
  public Object attachment() {
    return attachment;
  }

  /** Corrects how it ended, once it is known that another connection took its ClientID over. */
  public void takenOver() {
    end = ConnectionEnd.TAKEOVER;
  }

  /** Another object for the same connection, which is told what happens on it. */
  MqttConnection twin(TcpConnection twinTcp) {
    return new MqttConnection(id, twinTcp, recognition, clientSide, serverBasis);
  }

  /** What is known now, if that has changed since it was asked for last; else null. */
  Facts news() {
    if (!changed) {
      return null;
    }
    changed = false;
    return new Facts(
        clientSide,
        serverBasis,
        version,
        versionBasis,
        connect,
        fromStart,
        connack,
        end,
        endReason);
  }

  /** Takes what its twin knows; that it was taken over stays. */
  void learn(Facts facts) {
    roles(facts.clientSide(), facts.serverBasis());
    version(facts.version(), facts.versionBasis());
    connected(facts.connect(), facts.fromStart());
    acknowledged(facts.connack());
    if (facts.end() != ConnectionEnd.OPEN) {
      ended(facts.end(), facts.endReason());
    }
  }

  int clientSide() {
    return clientSide;
  }

  private int sideOf(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? clientSide : 1 - clientSide;
  }

  Direction directionOf(int side) {
    return side == clientSide ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
  }

  void roles(int newClientSide, ServerBasis basis) {
    clientSide = newClientSide;
    serverBasis = basis;
    changed = true;
  }

  void version(MqttVersion newVersion, VersionBasis basis) {
    version = newVersion;
    versionBasis = basis;
    changed = true;
  }

  void connected(MqttPacket.Connect packet, boolean first) {
    connect = packet;
    fromStart = first;
    changed = true;
  }

  void acknowledged(MqttPacket.Connack packet) {
    connack = packet;
    changed = true;
  }

  void keeps(long bytes) {
    kept += bytes;
  }

  /** Bytes that its packets took of {@link dev.hopscope.limits.Limit#CONNECT_BYTES}. */
  long kept() {
    return kept;
  }

  void countPacket(Direction direction, long timeNanos) {
    packets++;
    if (direction == Direction.CLIENT_TO_SERVER) {
      clientPackets++;
      lastClientNanos = timeNanos;
    } else {
      serverPackets++;
    }
  }

  void countGap(Direction direction, long timeNanos) {
    gaps++;
    countLoss(direction, timeNanos);
  }

  // times of a capture may run back
  private void countLoss(Direction direction, long timeNanos) {
    if (direction == Direction.CLIENT_TO_SERVER) {
      clientLosses++;
      lastClientLossNanos = Math.max(lastClientLossNanos, timeNanos);
    } else {
      serverLosses++;
      lastServerLossNanos = Math.max(lastServerLossNanos, timeNanos);
    }
  }

  boolean framingLost(int side) {
    return side == 0 ? framingLost0 : framingLost1;
  }

  void framingLost(int side, boolean lost) {
    if (side == 0) {
      framingLost0 = lost;
    } else {
      framingLost1 = lost;
    }
  }

  void countResync(Resync resync, long timeNanos) {
    if (resyncs++ == 0) {
      resyncDetails = new ArrayList<>(1);
    }
    if (resyncs <= MOST_DETAILS) {
      resyncDetails.add(resync);
    }
    countLoss(resync.direction(), timeNanos);
  }

  void ended(ConnectionEnd how, String reason) {
    if (end == ConnectionEnd.OPEN) {
      end = how;
      endReason = reason;
      changed = true;
    }
  }
}
