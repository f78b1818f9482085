package dev.hopscope.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that is killed while messages come keeps those that it has acknowledged. */
@Timeout(180)
class KillTest {
  private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 300;
  private static final int UNDER_WAY = 50;

  @TempDir private Path data;

  private static final class Killable implements AutoCloseable {
    private final Process process;
    private final int port;

    Killable(Path data) throws Exception {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BrokerProcess.class.getName(),
                  data.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
      port = Integer.parseInt(out.readLine());
    }

    Mqtt3Client client(String id) {
      return Mqtt3Client.builder().identifier(id).serverHost("127.0.0.1").serverPort(port).build();
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
  void whatWasAcknowledgedIsDelivered(MqttQos qos) throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    try (Killable broker = new Killable(data)) {
      Mqtt3BlockingClient subscriber = broker.client("sub").toBlocking();
      subscriber.connectWith().cleanSession(false).send();
      subscriber.subscribeWith().topicFilter("t").qos(qos).send();
      subscriber.disconnect();
      Mqtt3AsyncClient publisher = broker.client("pub").toAsync();
      publisher.connect().get(30, TimeUnit.SECONDS);
      Semaphore window = new Semaphore(UNDER_WAY);
      while (acknowledged.size() < ACKNOWLEDGED_BEFORE_THE_KILL) {
        assertThat(window.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        String text = "message " + sent.size();
        sent.add(
            publisher
                .publishWith()
                .topic("t")
                .qos(qos)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send()
                .thenAccept(
                    done -> {
                      acknowledged.add(text);
                      window.release();
                    }));
      }
    }
    assertThat(sent).as("some were under way").hasSizeGreaterThan(acknowledged.size());
    assertThat(receive(acknowledged)).containsAll(acknowledged);
  }

  /** Receives until all that is wanted has come, or nothing comes any more. */
  private Set<String> receive(Set<String> wanted) throws Exception {
    Set<String> received = new HashSet<>();
    try (Killable broker = new Killable(data)) {
      Mqtt3BlockingClient subscriber = broker.client("sub").toBlocking();
      try (Mqtt3BlockingClient.Mqtt3Publishes publishes =
          subscriber.publishes(MqttGlobalPublishFilter.ALL)) {
        assertThat(subscriber.connectWith().cleanSession(false).send().isSessionPresent()).isTrue();
        boolean more = true;
        while (more && !received.containsAll(wanted)) {
          Optional<Mqtt3Publish> next = publishes.receive(20, TimeUnit.SECONDS);
          next.ifPresent(
              each -> received.add(new String(each.getPayloadAsBytes(), StandardCharsets.UTF_8)));
          more = next.isPresent();
        }
      }
      subscriber.disconnect();
    }
    return received;
  }
}
