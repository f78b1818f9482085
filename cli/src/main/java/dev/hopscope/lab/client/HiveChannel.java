package dev.hopscope.lab.client;

import com.hivemq.client.internal.mqtt.MqttClientConnectionConfig;
import com.hivemq.client.mqtt.MqttClientState;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The TCP connection below a hivemq-mqtt-client, for what the library has no words for: it always
 * says DISCONNECT, and always answers. Its connection's channel is no public API; the version is
 * pinned, and {@code LabClientsTest} fails where a new one differs.
 */
final class HiveChannel {
  private static final long LOOK_NANOS = 1_000_000;

  private volatile Channel channel;
  private volatile CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);

  /** A connection is about to begin; the library tells of an end before it is done with it. */
  void connecting(Supplier<MqttClientState> state) {
    long end = System.nanoTime() + LabClient.PATIENCE.toNanos();
    while (state.get() != MqttClientState.DISCONNECTED && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    ended = new CompletableFuture<>();
  }

  /** The broker has accepted. */
  void connected(Optional<?> connection) {
    channel = ((MqttClientConnectionConfig) connection.orElseThrow()).getChannel();
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
  }

  /** The library says that the connection has ended. */
  void disconnected() {
    ended.complete(null);
  }

  boolean isConnected() {
    return !ended.isDone();
  }

  /** Completes when the connection ends. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  boolean noDelay() {
    return channel.config().getOption(ChannelOption.TCP_NODELAY);
  }

  /** Closes it without DISCONNECT. */
  void drop() {
    if (channel != null && channel.isOpen()) {
      Deaf deaf = channel.pipeline().get(Deaf.class);
      if (deaf != null) {
        channel.eventLoop().submit(() -> channel.pipeline().remove(deaf)).syncUninterruptibly();
      }
      channel.close().syncUninterruptibly();
      if (deaf != null) {
        channel.eventLoop().submit(deaf::release).syncUninterruptibly();
      }
    }
  }

  /** Neither reads nor writes from now on. */
  void stopAnswering() {
    channel.config().setAutoRead(false);
    channel.eventLoop().submit(() -> channel.pipeline().addFirst(new Deaf())).syncUninterruptibly();
  }

  /** Lets nothing pass; not even the library's own end of a connection without answers. */
  private static final class Deaf extends ChannelDuplexHandler {
    private final List<ChannelPromise> unwritten = new ArrayList<>();
    private final List<ChannelPromise> unclosed = new ArrayList<>();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
      // what is asked for is not read
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      unwritten.add(promise);
    }

    /** The library gives up; the lab says when the connection ends. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      unclosed.add(promise);
    }

    /** The connection has ended: the library may know. */
    void release() {
      unwritten.forEach(promise -> promise.tryFailure(new ClosedChannelException()));
      unclosed.forEach(ChannelPromise::trySuccess);
    }
  }
}
