package dev.hopscope.lab.client;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import dev.hopscope.lab.LabException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** MQTT 5.0. */
final class Hive5Client implements LabClient {
  private final ClientSettings settings;
  private final Mqtt5AsyncClient client;
  private final HiveChannel channel = new HiveChannel();
  private final Inbox inbox = new Inbox();
  private HiveMessages<Mqtt5Publish> messages = new HiveMessages<>(this::received);

  Hive5Client(ClientSettings settings, InetSocketAddress server) {
    this.settings = settings;
    this.client =
        Mqtt5Client.builder()
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
    Mqtt5ConnectBuilder.Send<CompletableFuture<Mqtt5ConnAck>> connect =
        client
            .connectWith()
            .cleanStart(settings.cleanSession())
            .sessionExpiryInterval(settings.sessionExpirySeconds())
            .keepAlive(settings.keepAliveSeconds());
    // each PUBLISH names its topic
    connect = connect.restrictions().sendTopicAliasMaximum(0).applyRestrictions();
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

  private void received(Mqtt5Publish publish) {
    inbox.add(
        new Message(
            publish.getTopic().toString(),
            new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8),
            publish.getQos().getCode(),
            publish.isRetain()));
  }

  @Override
  public void subscribe(List<Filter> filters) {
    List<Mqtt5Subscription> all =
        filters.stream()
            .map(
                each ->
                    Mqtt5Subscription.builder()
                        .topicFilter(each.filter())
                        .qos(MqttQos.fromCode(each.qos()))
                        .build())
            .toList();
    Waiting.answer(client.subscribeWith().addSubscriptions(all).send(), settings, "SUBSCRIBE");
  }

  @Override
  public void unsubscribe(List<String> filters) {
    var builder = Mqtt5Unsubscribe.builder().topicFilter(filters.get(0));
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
    Waiting.answer(
        client.disconnectWith().sessionExpiryInterval(settings.sessionExpirySeconds()).send(),
        settings,
        "DISCONNECT");
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
