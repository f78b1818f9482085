package dev.hopscope.broker;

import com.google.inject.Injector;
import com.hivemq.bootstrap.netty.ChannelHandlerNames;
import com.hivemq.bootstrap.netty.ChannelInitializerFactory;
import com.hivemq.bootstrap.netty.NettyConfiguration;
import com.hivemq.common.shutdown.HiveMQShutdownHook;
import com.hivemq.configuration.service.FullConfigurationService;
import com.hivemq.configuration.service.entity.Listener;
import com.hivemq.configuration.service.entity.TcpListener;
import com.hivemq.configuration.service.entity.Tls;
import com.hivemq.configuration.service.entity.TlsTcpListener;
import com.hivemq.configuration.service.entity.WebsocketListener;
import com.hivemq.persistence.connection.ConnectionPersistence;
import dev.hopscope.broker.BrokerException.Kind;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The ports that HiveMQ listens on. */
final class HiveListeners implements HiveMQShutdownHook {
  private static final int BACKLOG = 128;
  private static final int LOW_WATER_BYTES = 32 * 1024;
  private static final int HIGH_WATER_BYTES = 64 * 1024;
  private static final int HANDSHAKE_TIMEOUT_MILLIS = 10_000;
  private static final int CLOSE_SECONDS = 10;
  private static final String TCP = "tcp";
  private static final String SECURE = "tls";
  private static final String WEBSOCKET = "websocket";

  private final Injector injector;
  private final NettyConfiguration netty;
  private final ConnectionPersistence connections;
  private final PacketListener packets;
  private int port;
  private int tlsPort;
  private int webSocketPort;

  HiveListeners(Injector injector, PacketListener packets) {
    this.injector = injector;
    this.netty = injector.getInstance(NettyConfiguration.class);
    this.connections = injector.getInstance(ConnectionPersistence.class);
    this.packets = packets;
  }

  /** Opens them one after the other; the first that cannot be opened is a failure. */
  void open(Settings settings, Path folder) throws InterruptedException {
    String host = settings.host().getHostAddress();
    // first: a certificate that cannot be used is found before anything is open
    TlsTcpListener secure =
        settings.tlsPort().isEmpty()
            ? null
            : new TlsTcpListener(
                settings.tlsPort().getAsInt(), host, tls(settings, folder), SECURE);
    port = open(settings, new TcpListener(settings.port(), host, TCP));
    if (secure != null) {
      tlsPort = open(settings, secure);
    }
    if (settings.webSocketPort().isPresent()) {
      webSocketPort =
          open(
              settings,
              new WebsocketListener.Builder()
                  .bindAddress(host)
                  .port(settings.webSocketPort().getAsInt())
                  .path(ReferenceBroker.WEBSOCKET_PATH)
                  .subprotocols(List.of("mqtt", "mqttv3.1"))
                  .name(WEBSOCKET)
                  .build());
    }
  }

  private int open(Settings settings, Listener listener) throws InterruptedException {
    InetSocketAddress wanted = new InetSocketAddress(settings.host(), listener.getPort());
    ChannelFuture bound = bootstrap(listener).bind(wanted).await();
    if (!bound.isSuccess()) {
      throw new BrokerException(
          Kind.PLACE,
          Addresses.text(wanted)
              + ": cannot be listened on ("
              + Reasons.text(bound.cause())
              + "): give another port, or 0 for a free one",
          bound.cause());
    }
    Channel channel = bound.channel();
    connections.addServerChannel(listener.getName(), channel);
    int taken = ((InetSocketAddress) channel.localAddress()).getPort();
    listener.setPort(taken);
    injector
        .getInstance(FullConfigurationService.class)
        .listenerConfiguration()
        .addListener(listener);
    return taken;
  }

  private ServerBootstrap bootstrap(Listener listener) {
    // options as HiveMQ sets them; TCP_NODELAY among them
    return new ServerBootstrap()
        .group(netty.getParentEventLoopGroup(), netty.getChildEventLoopGroup())
        .channel(netty.getServerSocketChannelClass())
        .childHandler(tapped(listener))
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES));
  }

  private ChannelInitializer<Channel> tapped(Listener listener) {
    ChannelInitializerFactory factory = injector.getInstance(ChannelInitializerFactory.class);
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(factory.getChannelInitializer(listener));
        // without a codec where HiveMQ is closing, and the connection with it
        if (channel.pipeline().get(ChannelHandlerNames.MQTT_MESSAGE_ENCODER) != null) {
          channel
              .pipeline()
              .addAfter(
                  ChannelHandlerNames.MQTT_MESSAGE_ENCODER,
                  "hopscope_packet_tap",
                  new PacketTap(packets));
        }
      }
    };
  }

  private static Tls tls(Settings settings, Path folder) {
    // the folder is ours alone; the password is there because a key store must have one
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Path keys = folder.resolve("server.p12");
    PemFiles.writeKeyStore(settings.certificate(), settings.key(), keys, password.toCharArray());
    Tls.Builder tls =
        new Tls.Builder()
            .withKeystorePath(keys.toString())
            .withKeystoreType("PKCS12")
            .withKeystorePassword(password)
            .withPrivateKeyPassword(password)
            .withProtocols(new ArrayList<>())
            .withCipherSuites(new ArrayList<>())
            .withHandshakeTimeout(HANDSHAKE_TIMEOUT_MILLIS)
            .withClientAuthMode(Tls.ClientAuthMode.NONE);
    if (settings.clientCa() != null) {
      Path trusted = folder.resolve("clients.p12");
      PemFiles.writeTrustStore(settings.clientCa(), trusted, password.toCharArray());
      tls.withTruststorePath(trusted.toString())
          .withTruststoreType("PKCS12")
          .withTruststorePassword(password)
          .withClientAuthMode(Tls.ClientAuthMode.REQUIRED);
    }
    return tls.build();
  }

  int port() {
    return port;
  }

  int tlsPort() {
    return tlsPort;
  }

  int webSocketPort() {
    return webSocketPort;
  }

  @Override
  public String name() {
    return "Hopscope listeners";
  }

  @Override
  public Priority priority() {
    return Priority.MEDIUM;
  }

  /** Closes them and all connections; HiveMQ's own hook does this too, but takes 2 s longer. */
  @Override
  public void run() {
    try {
      connections.shutDown().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("connections do not close", e);
    } finally {
      connections.interruptShutdown();
      Future<?> workers =
          netty.getChildEventLoopGroup().shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
      Future<?> acceptor =
          netty.getParentEventLoopGroup().shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
      workers.awaitUninterruptibly();
      acceptor.awaitUninterruptibly();
    }
  }
}
