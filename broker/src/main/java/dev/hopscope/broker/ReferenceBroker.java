package dev.hopscope.broker;

import dev.hopscope.broker.BrokerException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A broker in this process for MQTT 3.1, 3.1.1 and 5.0 over TCP, TLS and WebSocket, that tells of
 * every packet: HiveMQ CE with its own defaults, but for what is set here.
 *
 * <p>It listens from {@link Builder#start} until {@link #close}. Several may be open at once. What
 * HiveMQ needs in files is in a temporary folder, which is deleted when it is closed.
 */
public final class ReferenceBroker implements AutoCloseable {
  /** Where WebSocket clients connect. */
  public static final String WEBSOCKET_PATH = "/mqtt";

  /** How long a session outlives its connection where nothing is said. */
  public static final Duration DEFAULT_SESSION_EXPIRY = Duration.ofMinutes(5);

  /** How many messages wait for an offline session where nothing is said. */
  public static final long DEFAULT_MAX_QUEUED = 1_000;

  private final HiveServer server;
  private final Path folder;
  private final QuietLogging log;
  private boolean closed;

  private ReferenceBroker(HiveServer server, Path folder, QuietLogging log) {
    this.server = server;
    this.folder = folder;
    this.log = log;
  }

  /**
   * Silences the log of the process, which starting a broker does too: for those whose other
   * libraries log before.
   */
  public static void silenceLog() {
    QuietLogging.start(problem -> {}).close();
  }

  /** What to start a broker with. */
  public static Builder builder() {
    return new Builder();
  }

  /** The TCP port that it listens on. */
  public int port() {
    return server.listeners().port();
  }

  /** The TLS port that it listens on, 0 if none. */
  public int tlsPort() {
    return server.listeners().tlsPort();
  }

  /** The WebSocket port that it listens on, 0 if none. */
  public int webSocketPort() {
    return server.listeners().webSocketPort();
  }

  /**
   * Closes all connections and stops; what sessions hold is in the data folder, if there is one.
   * Returns when all is done. Closing twice does nothing.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.close();
      log.close();
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of a broker; each has a default. */
  public static final class Builder {
    private String host = "127.0.0.1";
    private int port = 1883;
    private OptionalInt webSocketPort = OptionalInt.empty();
    private OptionalInt tlsPort = OptionalInt.empty();
    private Path certificate;
    private Path key;
    private Path clientCa;
    private Path data;
    private Path users;
    private boolean anonymous;
    private int maxQos = 2;
    private Duration sessionExpiry = DEFAULT_SESSION_EXPIRY;
    private long maxQueued = DEFAULT_MAX_QUEUED;
    private PacketListener listener = packet -> {};
    private Consumer<String> problems = problem -> {};

    private Builder() {}

    /** Where to listen; default 127.0.0.1. */
    public Builder host(String nameOrAddress) {
      host = nameOrAddress;
      return this;
    }

    /** The TCP port, 0 for a free one; default 1883. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** A port for WebSocket clients, 0 for a free one; default none. */
    public Builder webSocketPort(int number) {
      webSocketPort = OptionalInt.of(number);
      return this;
    }

    /**
     * A port for TLS clients; default none.
     *
     * @param number 0 for a free one
     * @param certificateFile PEM, the server's certificate before those that it comes from
     * @param keyFile PEM, its private key, not encrypted
     */
    public Builder tls(int number, Path certificateFile, Path keyFile) {
      tlsPort = OptionalInt.of(number);
      certificate = certificateFile;
      key = keyFile;
      return this;
    }

    /** PEM certificates; a TLS client must show one that comes from one of them. */
    public Builder clientCa(Path file) {
      clientCa = file;
      return this;
    }

    /**
     * Users and passwords as {@code mosquitto_passwd} writes them; without it, any user name will
     * do where anybody may connect.
     */
    public Builder users(Path file) {
      users = file;
      return this;
    }

    /**
     * Lets clients connect without a user name even where there are users, or where the host is no
     * loopback address; else they may if neither is so.
     */
    public Builder allowAnonymous() {
      anonymous = true;
      return this;
    }

    /** A folder, made if need be, for sessions and retained messages; default in memory. */
    public Builder data(Path folder) {
      data = folder;
      return this;
    }

    /** The highest QoS: 0, 1 or 2, the default. */
    public Builder maxQos(int qos) {
      maxQos = qos;
      return this;
    }

    /** How long a session outlives its connection at most, and without clean session. */
    public Builder sessionExpiry(Duration interval) {
      sessionExpiry = interval;
      return this;
    }

    /** How many messages wait for a session at most; later ones are dropped. */
    public Builder maxQueued(long messages) {
      maxQueued = messages;
      return this;
    }

    /** Who is told of every packet. */
    public Builder listener(PacketListener whom) {
      listener = whom;
      return this;
    }

    /** Who is told where something is wrong inside of HiveMQ; on any thread, one line. */
    public Builder problems(Consumer<String> whom) {
      problems = whom;
      return this;
    }

    /**
     * Starts the broker; returns when it listens.
     *
     * @throws BrokerException if it cannot start
     */
    public ReferenceBroker start() {
      Settings settings = settings();
      QuietLogging log = QuietLogging.start(problems);
      Path folder = null;
      try {
        folder = Files.createTempDirectory("hopscope-broker");
        Access access = new Access(settings.users(), settings.anonymous());
        return new ReferenceBroker(HiveServer.start(settings, folder, access), folder, log);
      } catch (IOException e) {
        log.close();
        throw new BrokerException(
            Kind.PLACE,
            System.getProperty("java.io.tmpdir")
                + ": cannot be written ("
                + Reasons.of(e)
                + "): free space, or set TMPDIR",
            e);
      } catch (BrokerException e) {
        log.close();
        delete(folder);
        throw e;
      }
    }

    private Settings settings() {
      InetAddress address;
      try {
        address = InetAddress.getByName(host);
      } catch (UnknownHostException e) {
        throw new BrokerException(
            Kind.SETTING, host + ": no such host: give an address of this machine", e);
      }
      if (!address.isLoopbackAddress() && users == null && !anonymous) {
        throw new BrokerException(
            Kind.SETTING,
            host + " can be reached from other machines: give users, or allow anonymous clients",
            null);
      }
      if (clientCa != null && tlsPort.isEmpty()) {
        throw new BrokerException(
            Kind.SETTING, "client certificates need TLS: give a TLS port", null);
      }
      return new Settings(
          address,
          port,
          webSocketPort,
          tlsPort,
          certificate,
          key,
          clientCa,
          data,
          users == null ? null : PasswordFile.read(users),
          anonymous || users == null,
          maxQos,
          sessionExpiry,
          maxQueued,
          listener);
    }
  }
}
