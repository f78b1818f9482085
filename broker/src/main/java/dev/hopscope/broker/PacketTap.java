package dev.hopscope.broker;

import com.hivemq.bootstrap.ClientConnectionContext;
import com.hivemq.mqtt.message.Message;
import com.hivemq.mqtt.message.ProtocolVersion;
import dev.hopscope.broker.PacketEvent.Connect;
import dev.hopscope.broker.PacketEvent.Content;
import dev.hopscope.broker.PacketEvent.Direction;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * Sees every packet of one connection, between HiveMQ's codec and everything else of it.
 *
 * <p>Not one of HiveMQ's interceptors, which would tell another story: a repeated PUBLISH never
 * reaches those, and they are asked before a packet is sent, not when it has been.
 */
final class PacketTap extends ChannelDuplexHandler {
  private final PacketListener listener;
  private String client;
  private Connect connect;

  PacketTap(PacketListener listener) {
    this.listener = listener;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Message packet) {
      Content content = content(ctx, packet);
      if (content instanceof Connect first) {
        connect = first;
      }
      tell(ctx, Direction.CLIENT_TO_SERVER, packet, content);
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
      throws Exception {
    if (!(message instanceof Message packet)) {
      super.write(ctx, message, promise);
      return;
    }
    // now: HiveMQ forgets a payload when it has been written
    Content content = content(ctx, packet);
    ChannelPromise written = promise.unvoid();
    written.addListener(
        done -> {
          if (done.isSuccess()) {
            tell(ctx, Direction.SERVER_TO_CLIENT, packet, content);
          }
        });
    super.write(ctx, message, written);
  }

  private Content content(ChannelHandlerContext ctx, Message packet) {
    return Packets.content(packet, version(ctx), connect);
  }

  private static ProtocolVersion version(ChannelHandlerContext ctx) {
    return ClientConnectionContext.of(ctx.channel()).getProtocolVersion();
  }

  private void tell(
      ChannelHandlerContext ctx, Direction direction, Message packet, Content content) {
    listener.onPacket(
        new PacketEvent(
            Instant.now(),
            direction,
            client(ctx),
            ClientConnectionContext.of(ctx.channel()).getClientId(),
            Packets.version(version(ctx)),
            packet.getType().name(),
            Packets.packetId(packet),
            content));
  }

  private String client(ChannelHandlerContext ctx) {
    if (client == null && ctx.channel().remoteAddress() instanceof InetSocketAddress address) {
      client = Addresses.text(address);
    }
    return client;
  }
}
