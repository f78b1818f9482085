package dev.hopscope.lab.client;

import dev.hopscope.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.SocketFactory;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** MQTT 3.1. */
final class PahoClient implements LabClient {
  /** Held, since Java forgets loggers that nobody holds, and their levels. */
  private static final Logger LOG = Logger.getLogger("org.eclipse.paho.client.mqttv3");

  static {
    // it prints on stderr that a connection is gone, which is what experiments are about
    LOG.setLevel(Level.OFF);
  }

  private final ClientSettings settings;
  private final MqttAsyncClient client;
  private final Inbox inbox = new Inbox();
  private volatile CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);
  private volatile LabSocket socket;

  private interface Call {
    IMqttToken begin(IMqttActionListener listener) throws MqttException;
  }

  PahoClient(ClientSettings settings, InetSocketAddress server) {
    this.settings = settings;
    try {
      String uri = "tcp://" + server.getHostString() + ":" + server.getPort();
      client = new MqttAsyncClient(uri, settings.clientId(), new MemoryPersistence());
    } catch (MqttException e) {
      throw Waiting.failed(settings, "making the client", e);
    }
    client.setCallback(new Callback());
  }

  private static CompletableFuture<IMqttToken> call(Call call) throws MqttException {
    CompletableFuture<IMqttToken> answer = new CompletableFuture<>();
    call.begin(
        new IMqttActionListener() {
          @Override
          public void onSuccess(IMqttToken token) {
            answer.complete(token);
          }

          @Override
          public void onFailure(IMqttToken token, Throwable failure) {
            answer.completeExceptionally(failure);
          }
        });
    return answer;
  }

  private void await(String what, Call call) {
    try {
      Waiting.answer(call(call), settings, what);
    } catch (MqttException e) {
      throw Waiting.failed(settings, what, e);
    }
  }

  @Override
  public void connect() {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1);
    options.setAutomaticReconnect(false);
    options.setCleanSession(settings.cleanSession());
    options.setKeepAliveInterval(settings.keepAliveSeconds());
    options.setSocketFactory(new Sockets());
    Will will = settings.will();
    if (will != null) {
      options.setWill(
          will.topic(), will.payload().getBytes(StandardCharsets.UTF_8), will.qos(), will.retain());
    }
    ended = new CompletableFuture<>();
    try {
      await("CONNECT", listener -> client.connect(options, null, listener));
    } catch (LabException e) {
      ended.complete(null);
      throw e;
    }
  }

  @Override
  public void subscribe(List<Filter> filters) {
    String[] names = filters.stream().map(Filter::filter).toArray(String[]::new);
    int[] qos = filters.stream().mapToInt(Filter::qos).toArray();
    await("SUBSCRIBE", listener -> client.subscribe(names, qos, null, listener));
  }

  @Override
  public void unsubscribe(List<String> filters) {
    String[] names = filters.toArray(String[]::new);
    await("UNSUBSCRIBE", listener -> client.unsubscribe(names, null, listener));
  }

  @Override
  public void publish(Message message) {
    try {
      CompletableFuture<IMqttToken> complete =
          call(
              listener ->
                  client.publish(
                      message.topic(),
                      message.payload().getBytes(StandardCharsets.UTF_8),
                      message.qos(),
                      message.retain(),
                      null,
                      listener));
      Waiting.answer(
          CompletableFuture.anyOf(complete.exceptionallyCompose(this::unlessLost), ended),
          settings,
          "PUBLISH");
    } catch (MqttException e) {
      throw Waiting.failed(settings, "PUBLISH", e);
    }
  }

  /** The message is not given up with the connection: it is sent again on the next one. */
  private CompletionStage<IMqttToken> unlessLost(Throwable failure) {
    boolean lost =
        failure instanceof MqttException paho
            && paho.getReasonCode() == MqttException.REASON_CODE_CONNECTION_LOST;
    return lost ? ended.thenApply(end -> null) : CompletableFuture.failedFuture(failure);
  }

  @Override
  public void disconnect() {
    await("DISCONNECT", listener -> client.disconnect(0, null, listener));
    ended.complete(null);
  }

  @Override
  public void drop() {
    closeSocket();
    Waiting.answer(ended, settings, "closing the connection");
  }

  private void closeSocket() {
    LabSocket closing = socket;
    if (closing != null) {
      try {
        closing.drop();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void stopAnswering() {
    socket.stopAnswering();
  }

  @Override
  public boolean connected() {
    return !ended.isDone();
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void close() {
    drop();
    try {
      client.close(true);
    } catch (MqttException e) {
      throw Waiting.failed(settings, "closing", e);
    }
  }

  private final class Callback implements MqttCallback {
    @Override
    public void connectionLost(Throwable cause) {
      ended.complete(null);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
      inbox.add(new Message(topic, payload, message.getQos(), message.isRetained()));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
      // the token's own listener is told
    }
  }

  /** Remembers the socket of the connection. */
  private final class Sockets extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      socket = new LabSocket();
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
