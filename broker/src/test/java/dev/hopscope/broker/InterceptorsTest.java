package dev.hopscope.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.client.ClientContext;
import com.hivemq.extension.sdk.api.interceptor.connack.ConnackOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.connect.ConnectInboundInterceptor;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What HiveMQ's own interceptors are shown, against what the broker tells: the same, but for the
 * repeated PUBLISH, which HiveMQ deals with before it asks an interceptor.
 */
class InterceptorsTest {
  @TempDir private Path folder;
  private QuietLogging log;
  private final Recorder recorder = new Recorder();
  private final List<String> intercepted = Collections.synchronizedList(new ArrayList<>());

  /** Every kind of interceptor that there is. */
  private final class Interceptors implements ExtensionMain {
    private final Access access = new Access(null, true);

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
      access.extensionStart(input, output);
      ConnectInboundInterceptor connect = (in, out) -> intercepted.add("> CONNECT");
      ConnackOutboundInterceptor connack = (in, out) -> intercepted.add("< CONNACK");
      Services.interceptorRegistry().setConnectInboundInterceptorProvider(in -> connect);
      Services.interceptorRegistry().setConnackOutboundInterceptorProvider(in -> connack);
      Services.initializerRegistry().setClientInitializer((in, context) -> register(context));
    }

    private void register(ClientContext context) {
      context.addPublishInboundInterceptor(
          (in, out) -> intercepted.add("> " + publish(in.getPublishPacket())));
      context.addPublishOutboundInterceptor(
          (in, out) -> intercepted.add("< " + publish(in.getPublishPacket())));
      context.addPubackInboundInterceptor(
          (in, out) -> add("> PUBACK", in.getPubackPacket().getPacketIdentifier()));
      context.addPubackOutboundInterceptor(
          (in, out) -> add("< PUBACK", in.getPubackPacket().getPacketIdentifier()));
      context.addPubrecInboundInterceptor(
          (in, out) -> add("> PUBREC", in.getPubrecPacket().getPacketIdentifier()));
      context.addPubrecOutboundInterceptor(
          (in, out) -> add("< PUBREC", in.getPubrecPacket().getPacketIdentifier()));
      context.addPubrelInboundInterceptor(
          (in, out) -> add("> PUBREL", in.getPubrelPacket().getPacketIdentifier()));
      context.addPubrelOutboundInterceptor(
          (in, out) -> add("< PUBREL", in.getPubrelPacket().getPacketIdentifier()));
      context.addPubcompInboundInterceptor(
          (in, out) -> add("> PUBCOMP", in.getPubcompPacket().getPacketIdentifier()));
      context.addPubcompOutboundInterceptor(
          (in, out) -> add("< PUBCOMP", in.getPubcompPacket().getPacketIdentifier()));
      context.addSubscribeInboundInterceptor(
          (in, out) -> add("> SUBSCRIBE", in.getSubscribePacket().getPacketId()));
      context.addSubackOutboundInterceptor(
          (in, out) -> add("< SUBACK", in.getSubackPacket().getPacketIdentifier()));
      context.addUnsubscribeInboundInterceptor(
          (in, out) -> add("> UNSUBSCRIBE", in.getUnsubscribePacket().getPacketIdentifier()));
      context.addUnsubackOutboundInterceptor(
          (in, out) -> add("< UNSUBACK", in.getUnsubackPacket().getPacketIdentifier()));
      context.addPingReqInboundInterceptor((in, out) -> intercepted.add("> PINGREQ"));
      context.addPingRespOutboundInterceptor((in, out) -> intercepted.add("< PINGRESP"));
      context.addDisconnectInboundInterceptor((in, out) -> intercepted.add("> DISCONNECT"));
      context.addDisconnectOutboundInterceptor((in, out) -> intercepted.add("< DISCONNECT"));
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
      access.extensionStop(input, output);
    }
  }

  private void add(String packet, int packetId) {
    intercepted.add(packet + " " + packetId);
  }

  private static String publish(PublishPacket packet) {
    int qos = packet.getQos().getQosNumber();
    return "PUBLISH"
        + (qos == 0 ? "" : " " + packet.getPacketId())
        + " q"
        + qos
        + (packet.getDupFlag() ? " dup" : "");
  }

  @BeforeEach
  void silence() {
    log = QuietLogging.start(problem -> {});
  }

  @AfterEach
  void endSilence() {
    log.close();
  }

  private HiveServer start() throws Exception {
    Settings settings =
        new Settings(
            InetAddress.getLoopbackAddress(),
            0,
            OptionalInt.empty(),
            OptionalInt.empty(),
            null,
            null,
            null,
            null,
            null,
            true,
            2,
            Duration.ofMinutes(5),
            1000,
            recorder);
    return HiveServer.start(settings, folder, new Interceptors());
  }

  @Test
  void theyAreShownTheSamePackets() throws Exception {
    try (HiveServer server = start()) {
      Mqtt5BlockingClient client =
          Mqtt5Client.builder()
              .identifier("c")
              .serverHost("127.0.0.1")
              .serverPort(server.listeners().port())
              .buildBlocking();
      client.connectWith().keepAlive(1).send();
      client.subscribeWith().topicFilter("#").qos(MqttQos.EXACTLY_ONCE).send();
      for (MqttQos qos : MqttQos.values()) {
        client.publishWith().topic("t").qos(qos).payload(new byte[] {1}).send();
      }
      recorder.await("c", "> PUBCOMP 1");
      recorder.await("c", "> PUBACK 1");
      recorder.await("c", "< PINGRESP");
      client.unsubscribeWith().topicFilter("#").send();
      client.disconnect();
      recorder.await("c", "> DISCONNECT");
    }
    assertThat(recorder.of("c")).hasSizeGreaterThan(20);
    assertThat(intercepted).containsExactlyInAnyOrderElementsOf(recorder.of("c"));
  }

  @Test
  void theyAreNotShownARepeatedPublish() throws Exception {
    try (HiveServer server = start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.listeners().port())) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      send(socket, "10 0d 00 04 4d 51 54 54 04 02 00 3c 00 01 63"); // CONNECT, 3.1.1, ClientID c
      assertThat(in.readNBytes(4)).hasSize(4);
      send(socket, "34 06 00 01 74 00 07 78"); // PUBLISH, QoS 2, packet identifier 7
      assertThat(in.readNBytes(4)).hasSize(4);
      send(socket, "3c 06 00 01 74 00 07 78"); // the same with DUP
      assertThat(in.readNBytes(4)).hasSize(4);
      recorder.await("c", "> PUBLISH 7 q2 dup");
    }
    assertThat(recorder.of("c"))
        .containsExactly(
            "> CONNECT",
            "< CONNACK",
            "> PUBLISH 7 q2",
            "< PUBREC 7",
            "> PUBLISH 7 q2 dup",
            "< PUBREC 7");
    List<String> others = new ArrayList<>(recorder.of("c"));
    others.remove("> PUBLISH 7 q2 dup");
    assertThat(intercepted).containsExactlyInAnyOrderElementsOf(others);
  }

  private static void send(Socket socket, String hex) throws Exception {
    OutputStream out = socket.getOutputStream();
    out.write(HexFormat.ofDelimiter(" ").parseHex(hex));
    out.flush();
  }
}
