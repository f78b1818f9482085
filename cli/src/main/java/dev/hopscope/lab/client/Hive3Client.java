package dev.hopscope.lab.client;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAck;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import dev.hopscope.lab.LabException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** MQTT 3.1.1. */
final class Hive3Client implements LabClient {
  private final ClientSettings settings;
  private final Mqtt3AsyncClient client;
  private final HiveChannel channel = new HiveChannel();
  private final Inbox inbox = new Inbox();
  private HiveMessages<Mqtt3Publish> messages = new HiveMessages<>(this::received);

  Hive3Client(ClientSettings settings, InetSocketAddress server) {
    this.settings = settings;
    this.client =
        Mqtt3Client.builder()
            .identifier(settings.clientId())
            .serverAddress(server)
            .addDisconnectedListener(context -> channel.disconnected())
            .buildAsync();
  }

  HiveChannel channel() {
    return channel;
  }

  @Override
  public void connect() {
    // those of a session that ended are over
    messages.cancel();
    messages = new HiveMessages<>(this::received);
    client.toRx().publishes(MqttGlobalPublishFilter.ALL).subscribe(messages);
    channel.connecting(client::getState);
    Mqtt3ConnectBuilder.Send<CompletableFuture<Mqtt3ConnAck>> connect =
        client
            .connectWith()
            .cleanSession(settings.cleanSession())
            .keepAlive(settings.keepAliveSeconds());
    Will will = settings.will();
    if (will != null) {
      connect =
          connect
              .willPublish()
              .topic(will.topic())
              .payload(will.payload().getBytes(StandardCharsets.UTF_8))
              .qos(MqttQos.fromCode(will.qos()))
              .retain(will.retain())
              .applyWillPublish();
    }
    CompletableFuture<?> accepted = connect.send();
    try {
      Waiting.answer(accepted, settings, "CONNECT");
    } catch (LabException e) {
      channel.disconnected();
      throw e;
    }
    channel.connected(client.getConfig().getConnectionConfig());
  }

  private void received(Mqtt3Publish publish) {
    inbox.add(
        new Message(
            publish.getTopic().toString(),
            new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8),
            publish.getQos().getCode(),
            publish.isRetain()));
  }

  @Override
  public void subscribe(List<Filter> filters) {
    List<Mqtt3Subscription> all =
        filters.stream()
            .map(
                each ->
                    Mqtt3Subscription.builder()
                        .topicFilter(each.filter())
                        .qos(MqttQos.fromCode(each.qos()))
                        .build())
            .toList();
    Waiting.answer(client.subscribeWith().addSubscriptions(all).send(), settings, "SUBSCRIBE");
  }

  @Override
  public void unsubscribe(List<String> filters) {
    var builder = Mqtt3Unsubscribe.builder().topicFilter(filters.get(0));
    for (String each : filters.subList(1, filters.size())) {
      builder = builder.addTopicFilter(each);
    }
    Waiting.answer(client.unsubscribe(builder.build()), settings, "UNSUBSCRIBE");
  }

  @Override
  public void publish(Message message) {
    CompletableFuture<?> complete =
        client
            .publishWith()
            .topic(message.topic())
            .payload(message.payload().getBytes(StandardCharsets.UTF_8))
            .qos(MqttQos.fromCode(message.qos()))
            .retain(message.retain())
            .send();
    Waiting.answer(CompletableFuture.anyOf(complete, channel.ended()), settings, "PUBLISH");
  }

  @Override
  public void disconnect() {
    Waiting.answer(client.disconnect(), settings, "DISCONNECT");
  }

  @Override
  public void drop() {
    channel.drop();
    Waiting.answer(channel.ended(), settings, "closing the connection");
  }

  @Override
  public void stopAnswering() {
    channel.stopAnswering();
  }

  @Override
  public boolean connected() {
    return channel.isConnected();
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void close() {
    channel.drop();
    messages.cancel();
  }
}
