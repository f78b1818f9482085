package dev.hopscope.lab.client;

import com.hivemq.client.internal.mqtt.MqttClientConnectionConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The TCP connection below a hivemq-mqtt-client, for what the library has no words for: it always
 * says DISCONNECT, and always answers. Its connection's channel is no public API; the version is
 * pinned, and {@code LabClientsTest} fails where a new one differs.
 */
final class HiveChannel {
  private volatile Channel channel;
  private volatile CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);

  /** A connection begins; to be called before. */
  void connecting() {
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
    if (channel != null && isConnected()) {
      channel.eventLoop().submit(this::hear).syncUninterruptibly();
      channel.close().syncUninterruptibly();
    }
  }

  private void hear() {
    if (channel.pipeline().get(Deaf.class) != null) {
      channel.pipeline().remove(Deaf.class);
    }
  }

  /** Neither reads nor writes from now on. */
  void stopAnswering() {
    channel.config().setAutoRead(false);
    channel.eventLoop().submit(() -> channel.pipeline().addFirst(new Deaf())).syncUninterruptibly();
  }

  /** Lets nothing pass; not even the library's own end of a connection without answers. */
  private static final class Deaf extends ChannelDuplexHandler {
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
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      // the library gives up; the lab says when the connection ends
    }
  }
}
