package dev.hopscope.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in and who is not, judged by mosquitto's clients in all versions of MQTT. */
@Timeout(300)
class MosquittoClientsTest {
  private static final Recorder RECORDER = new Recorder();

  @TempDir private static Path folder;
  private static Certificates certificates;
  private static ReferenceBroker withUsers;
  private static ReferenceBroker withClientCertificates;

  @BeforeAll
  static void start() throws Exception {
    Tools.need("mosquitto_pub", "mosquitto_sub", "mosquitto_passwd", "openssl");
    certificates = new Certificates(folder);
    certificates.authority("ca");
    certificates.authority("other");
    certificates.signed("server", "ca");
    certificates.signed("client", "ca");
    certificates.signed("stranger", "other");
    Path users = folder.resolve("users");
    Files.createFile(users);
    for (String[] user : new String[][] {{"joe", "secret"}, {"ann", "p\u00e4ss w\u00f6rt"}}) {
      assertThat(Tools.run("mosquitto_passwd", "-b", users.toString(), user[0], user[1]).exit())
          .isZero();
    }
    Path certificate = certificates.file("server.pem");
    Path key = certificates.file("server.key");
    withUsers =
        ReferenceBroker.builder()
            .port(0)
            .tls(0, certificate, key)
            .users(users)
            .listener(RECORDER)
            .start();
    withClientCertificates =
        ReferenceBroker.builder()
            .port(0)
            .tls(0, certificate, key)
            .clientCa(certificates.file("ca.pem"))
            .start();
  }

  @AfterAll
  static void stop() {
    if (withClientCertificates != null) {
      withUsers.close();
      withClientCertificates.close();
    }
  }

  private static String[] command(String program, int port, String version, String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(program, "-h", "127.0.0.1", "-p", "" + port, "-V", version, "-t", "t"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static Tools.Outcome publish(int port, String version, String... more) throws Exception {
    String[] all = command("mosquitto_pub", port, version, "-m", "hello", "-q", "2");
    List<String> words = new ArrayList<>(List.of(all));
    words.addAll(List.of(more));
    return Tools.run(words.toArray(String[]::new));
  }

  private static String[] plus(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "mqttv31, false", "mqttv311, false", "mqttv5, false",
    "mqttv31, true", "mqttv311, true", "mqttv5, true"
  })
  void users(String version, boolean tls) throws Exception {
    int port = tls ? withUsers.tlsPort() : withUsers.port();
    String[] transport =
        tls ? new String[] {"--cafile", certificates.file("ca.pem").toString()} : new String[0];
    String[] joe = plus(transport, "-u", "joe", "-P", "secret");
    String id = version + tls;
    Path received = folder.resolve("received" + id);
    Process subscriber =
        Tools.start(
            received,
            command("mosquitto_sub", port, version, plus(joe, "-q", "2", "-C", "1", "-i", id)));
    try {
      RECORDER.await(id, "< SUBACK 1");
      String[] ann = plus(transport, "-u", "ann", "-P", "p\u00e4ss w\u00f6rt");
      assertThat(publish(port, version, ann)).isEqualTo(new Tools.Outcome(0, ""));
      assertThat(Tools.end(subscriber, received)).isEqualTo(new Tools.Outcome(0, "hello\n"));
    } finally {
      subscriber.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    assertRefused(port, version, plus(transport, "-u", "joe", "-P", "wrong"));
    assertRefused(port, version, plus(transport, "-u", "joe", "-P", ""));
    assertRefused(port, version, plus(transport, "-u", "nobody", "-P", "secret"));
    assertRefused(port, version, transport);
  }

  private static void assertRefused(int port, String version, String... more) throws Exception {
    Tools.Outcome outcome = publish(port, version, more);
    assertThat(outcome.exit()).isPositive();
    assertThat(outcome.output())
        .containsPattern("(?i)refused|bad user name or password|not authorized");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqttv31", "mqttv311", "mqttv5"})
  void clientCertificates(String version) throws Exception {
    int port = withClientCertificates.tlsPort();
    String ca = certificates.file("ca.pem").toString();
    assertThat(publish(port, version, plus(certificate("client"), "--cafile", ca)))
        .isEqualTo(new Tools.Outcome(0, ""));
    assertThat(publish(port, version, "--cafile", ca).exit()).isPositive();
    assertThat(publish(port, version, plus(certificate("stranger"), "--cafile", ca)).exit())
        .isPositive();
    String other = certificates.file("other.pem").toString();
    assertThat(publish(port, version, plus(certificate("client"), "--cafile", other)).exit())
        .isPositive();
  }

  private static String[] certificate(String name) {
    return new String[] {
      "--cert", certificates.file(name + ".pem").toString(),
      "--key", certificates.file(name + ".key").toString()
    };
  }
}
