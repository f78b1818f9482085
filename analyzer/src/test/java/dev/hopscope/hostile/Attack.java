package dev.hopscope.hostile;

import dev.hopscope.hostile.HostileSource.Say;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.MqttProperties;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What may be sent to fill a store; each constant names the store that it is about. */
enum Attack {
  /** Connections that say one byte each: the connection table. */
  ONE_BYTE(50_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? new byte[] {0x10} : null;
    }
  },
  /** Requests that might become WebSocket, cut before that shows: what transport holds. */
  LONG_REQUESTS(30_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? text("GET /" + "x".repeat(3_900)) : null;
    }
  },
  /** Clients that connect and stay: connections, sessions, trackers. */
  CLIENTS(30_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connect("client-" + connection) : null;
    }

    @Override
    byte[] server(int connection, int turn) {
      return turn == 0 ? ACCEPTED : null;
    }
  },
  /** ClientIDs as long as they can be. */
  LONG_CLIENT_IDS(4_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connect(longText(connection)) : null;
    }

    @Override
    byte[] server(int connection, int turn) {
      return turn == 0 ? ACCEPTED : null;
    }
  },
  /** CONNECTs of almost a mebibyte of user properties. */
  LONG_CONNECTS(1_500) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connectWithProperties("c" + connection, 15) : null;
    }

    @Override
    byte[] server(int connection, int turn) {
      return turn == 0 ? MqttBytes.connack(MqttVersion.V5_0, false, 0) : null;
    }
  },
  /** Brokers, one a connection. */
  BROKERS(10_000, 1, true, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connect("one") : null;
    }

    @Override
    byte[] server(int connection, int turn) {
      return turn == 0 ? ACCEPTED : null;
    }
  },
  /** Bodies of 256 MiB that never end: what framers hold. */
  UNENDING_BODIES(2_000, 7, false, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      return switch (turn) {
        case 0 -> connect("c" + connection);
        case 1 -> MqttBytes.hex("82ffffff7f");
        default -> new byte[60_000];
      };
    }
  },
  /** Every packet identifier in flight. */
  IDENTIFIERS(5, 65_535, false, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connect("c" + connection) : publish("t", 2, turn, false, false);
    }
  },
  /** One flow that is repeated without end. */
  REPEATED_FLOW(1, 1_000_000, false, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connect("c") : publish("t", 2, 1, turn > 1, false);
    }
  },
  /** Topics as long as they can be, no two the same. */
  LONG_TOPICS(1, 4_000, false, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connect("c") : publish(longText(turn), 0, 0, false, false);
    }
  },
  /** The same, retained. */
  LONG_RETAINED_TOPICS(1, 4_000, false, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connect("c") : publish(longText(turn), 0, 0, false, true);
    }
  },
  /** Retained messages of very many topics. */
  RETAINED_TOPICS(1, 150_000, false, 1_000_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connect("c") : publish("topic/" + turn, 0, 0, false, true);
    }
  },
  /** Every topic alias, each for a topic as long as it can be. */
  ALIASES(2, 2_000, false, 100_000_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connectWithProperties("c" + connection, 0) : alias(turn, longText(turn));
    }
  },
  /** Subscriptions, a long filter each. */
  LONG_FILTERS(1, 8_000, false, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0
          ? connect("c")
          : MqttBytes.subscribe(MqttVersion.V3_1_1, turn, 1, longText(turn));
    }

    @Override
    byte[] server(int connection, int turn) {
      return turn == 0 ? ACCEPTED : MqttBytes.suback(MqttVersion.V3_1_1, turn, 1);
    }
  },
  /** SUBSCRIBEs of a thousand filters, never answered. */
  UNANSWERED_SUBSCRIBES(1, 4_000, false, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0
          ? connect("c")
          : MqttBytes.subscribe(MqttVersion.V3_1_1, turn, 1, filters(turn));
    }
  },
  /** SUBSCRIBEs of a thousand filters, answered. */
  MANY_FILTERS(1, 3_000, false, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0
          ? connect("c")
          : MqttBytes.subscribe(MqttVersion.V3_1_1, turn, 1, filters(turn));
    }

    @Override
    byte[] server(int connection, int turn) {
      return turn == 0 ? ACCEPTED : MqttBytes.suback(MqttVersion.V3_1_1, turn, new int[1_000]);
    }
  },
  /** Filters and topics of 32,767 empty levels, and of as many wildcards. */
  DEEP(1, 400, false, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      String deep = "/".repeat(65_000);
      String wild = "+/".repeat(32_000) + (turn % 2 == 0 ? "+" : "#");
      return switch (turn % 4) {
        case 0 -> turn == 0 ? connect("c") : subscribe(turn, wild);
        case 1 -> subscribe(turn, deep + turn);
        default -> publish(deep + turn, 0, 0, false, turn % 8 == 3);
      };
    }

    @Override
    byte[] server(int connection, int turn) {
      return turn == 0
          ? ACCEPTED
          : turn % 4 < 2 ? MqttBytes.suback(MqttVersion.V3_1_1, turn, 1) : null;
    }
  },
  /** Sessions that outlive their connections. */
  OFFLINE_SESSIONS(65_000, 2, false, 1_000_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connect("client-" + connection) : MqttBytes.disconnect();
    }

    @Override
    byte[] server(int connection, int turn) {
      return turn == 0 ? ACCEPTED : null;
    }

    @Override
    boolean closes() {
      return true;
    }
  },
  /** Wills of sessions that are gone. */
  WILLS(3_000, 2, false, 1_000_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0
          ? MqttBytes.connectOf(MqttVersion.V5_0, "c" + connection)
              .will("w" + connection, new byte[60_000], 1, false)
              .properties(
                  MqttBytes.properties().number(PropertyId.SESSION_EXPIRY_INTERVAL, 0xffff_ffffL))
              .willProperties(
                  MqttBytes.properties().number(PropertyId.WILL_DELAY_INTERVAL, 0xffff_fffL))
              .bytes()
          : new byte[0];
    }

    @Override
    byte[] server(int connection, int turn) {
      return turn == 0 ? MqttBytes.connack(MqttVersion.V5_0, false, 0) : null;
    }

    @Override
    boolean closes() {
      return true;
    }
  },
  /** One message, delivered without end. */
  COPIES(1, 200_000, false, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0 ? connect("c") : turn == 1 ? subscribe(1, "t") : null;
    }

    @Override
    byte[] server(int connection, int turn) {
      return turn == 0
          ? ACCEPTED
          : turn == 1
              ? MqttBytes.suback(MqttVersion.V3_1_1, 1, 0)
              : publish("t", 0, 0, false, false);
    }
  },
  /** The same message published without end, for five hundred who never get it. */
  AWAITED(500, 7, false, 1_000) {
    @Override
    byte[] client(int connection, int turn) {
      return turn == 0
          ? connect("c" + connection)
          : turn == 1 ? subscribe(1, "#") : publish("t", 0, 0, false, false);
    }

    @Override
    byte[] server(int connection, int turn) {
      return turn == 0 ? ACCEPTED : turn == 1 ? MqttBytes.suback(MqttVersion.V3_1_1, 1, 0) : null;
    }
  };

  static final byte[] ACCEPTED = MqttBytes.connack(MqttVersion.V3_1_1, false, 0);
  private static final byte[] NOTHING = {};

  final int connections;
  final boolean manyServers;
  final long nanosApart;
  private final int turns;

  Attack(int connections) {
    this(connections, 1, false, 1_000);
  }

  /**
   * Creates an attack.
   *
   * @param turns how often each connection's sides speak after their handshake
   * @param nanosApart time between frames, in nanoseconds
   */
  Attack(int connections, int turns, boolean manyServers, long nanosApart) {
    this.connections = connections;
    this.turns = turns;
    this.manyServers = manyServers;
    this.nanosApart = nanosApart;
  }

  /** What the client says in a turn; null for nothing. */
  abstract byte[] client(int connection, int turn);

  /** What the server answers. */
  byte[] server(int connection, int turn) {
    return null;
  }

  /** Whether connections end with a FIN of both sides. */
  boolean closes() {
    return false;
  }

  long frames() {
    return 2L * connections * (1 + turns + (closes() ? 1 : 0));
  }

  /** The frame of a number from 0: all connections take their turns together. */
  Say say(long number) {
    int turn = (int) (number / (2L * connections)) - 1;
    int connection = (int) (number / 2 % connections);
    boolean fromClient = number % 2 == 0;
    if (turn < 0) {
      int flags = fromClient ? HostileSource.SYN : HostileSource.SYN | HostileSource.ACK;
      return new Say(connection, fromClient, flags, NOTHING);
    }
    if (turn == turns) {
      int flags = HostileSource.FIN | HostileSource.ACK;
      return new Say(connection, fromClient, flags, NOTHING);
    }
    byte[] bytes = fromClient ? client(connection, turn) : server(connection, turn);
    return new Say(connection, fromClient, HostileSource.ACK, bytes == null ? NOTHING : bytes);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] connect(String clientId) {
    return MqttBytes.connect(MqttVersion.V3_1_1, clientId, false, 60);
  }

  private static byte[] connectWithProperties(String clientId, int count) {
    String long60k = "v".repeat(60_000);
    MqttProperties properties = MqttBytes.properties();
    for (int i = 0; i < count; i++) {
      properties.user("n" + i, long60k);
    }
    return MqttBytes.connectOf(MqttVersion.V5_0, clientId).properties(properties).bytes();
  }

  private static byte[] alias(int alias, String topic) {
    return MqttBytes.publish(
        MqttVersion.V5_0,
        topic,
        text("x"),
        0,
        0,
        false,
        false,
        MqttBytes.properties().number(PropertyId.TOPIC_ALIAS, alias));
  }

  private static byte[] publish(String topic, int qos, int packetId, boolean dup, boolean retain) {
    return MqttBytes.publish(
        MqttVersion.V3_1_1, topic, text("x"), qos, packetId, dup, retain, MqttBytes.properties());
  }

  private static byte[] subscribe(int packetId, String filter) {
    return MqttBytes.subscribe(MqttVersion.V3_1_1, 1 + packetId % 65_535, 1, filter);
  }

  private static String[] filters(int turn) {
    String[] filters = new String[1_000];
    Arrays.setAll(filters, i -> "filter/" + turn + "/" + i);
    return filters;
  }

  /** 65,000 bytes that differ at their end. */
  private static String longText(int number) {
    return "x".repeat(64_990) + String.format("%010d", number);
  }
}
