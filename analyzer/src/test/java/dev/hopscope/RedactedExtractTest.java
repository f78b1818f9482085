package dev.hopscope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Inputs;
import dev.hopscope.extract.Selection;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.report.ReportModel;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.MqttProperties;
import dev.hopscope.testkit.OutsideCaptures;
import dev.hopscope.testkit.Samples;
import dev.hopscope.testkit.TimedFrame;
import dev.hopscope.testkit.Tshark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is redacted tells as much as before, and nothing secret. */
class RedactedExtractTest {
  private static final Selection ALL = new Selection(Set.of(), Set.of(), List.of("#", "$SYS/#"));
  private static final byte[] KEY = {1, 2, 3};

  @TempDir Path folder;

  private Path extract(Path capture, Selection selection, byte[] key) throws IOException {
    Extractor extractor = new Extractor(AnalyzerOptions.DEFAULT, selection);
    extractor.choose(Inputs.of(List.of(capture)), Progress.NONE);
    Path file = folder.resolve(key == null ? "plain.pcapng" : "redacted.pcapng");
    try (OutputStream out = Files.newOutputStream(file)) {
      extractor.write(Inputs.of(List.of(capture)), key, "test", out);
    }
    return file;
  }

  private static List<Path> captures() throws IOException {
    List<Path> all = new ArrayList<>(OutsideCaptures.mqtt());
    Samples.cases().forEach(each -> all.add(each.resolve("capture.pcapng")));
    return all;
  }

  @Test
  void itTellsTheSameButForNames() throws IOException {
    for (Path capture : captures()) {
      Told plain = Told.of(extract(capture, ALL, null));
      Told redacted = Told.of(extract(capture, ALL, KEY));
      assertThat(redacted.ids()).as("%s", capture).isEqualTo(plain.ids());
      Map<String, String> topics = new HashMap<>();
      Map<String, String> clients = new HashMap<>();
      Map<String, String> digests = new HashMap<>();
      for (int id : plain.ids()) {
        assertThat(redacted.shape(id)).as("%s %s", capture, id).isEqualTo(plain.shape(id));
        ReportModel.Trace before = plain.trace(id);
        ReportModel.Trace after = redacted.trace(id);
        pair(topics, before.topic(), after.topic());
        pair(clients, before.publisher(), after.publisher());
        for (int i = 0; i < before.flowIds().size(); i++) {
          ReportModel.Flow was = plain.flow(before.flowIds().get(i));
          ReportModel.Flow is = redacted.flow(after.flowIds().get(i));
          pair(digests, was.payloadDigest(), is.payloadDigest());
          pair(topics, was.topic(), is.topic());
        }
      }
      assertThat(redacted.summary().findings()).isEqualTo(plain.summary().findings());
      assertThat(redacted.summary().packetsByType()).isEqualTo(plain.summary().packetsByType());
    }
  }

  // equal ones stay equal, and different ones different
  private static void pair(Map<String, String> names, String before, String after) {
    String known = names.putIfAbsent("<" + before, ">" + after);
    assertThat(known == null || known.equals(">" + after)).as("%s", before).isTrue();
    known = names.putIfAbsent(">" + after, "<" + before);
    assertThat(known == null || known.equals("<" + before)).as("%s", after).isTrue();
  }

  @Test
  void checksumsAreRightWhateverTheyWere() throws IOException, InterruptedException {
    Tshark.assumeInstalled();
    for (Path capture : captures()) {
      Path file = extract(capture, ALL, KEY);
      String bad =
          Tshark.read(
              file,
              "-o",
              "tcp.check_checksum:TRUE",
              "-o",
              "ip.check_checksum:TRUE",
              "-Y",
              "tcp.checksum.status == \"Bad\" || ip.checksum.status == \"Bad\"");
      assertThat(bad).as("%s", capture).isEmpty();
    }
  }

  private static final String[] SECRETS = {
    "Topic-One-Aa",
    "Topic-Two-Bb",
    "Client-Id-Cc",
    "User-Name-Dd",
    "Pass-Word-Ee",
    "Pay-Load-Ff",
    "Will-Topic-Gg",
    "Will-Pay-Load-Hh",
    "Response-Ii",
    "Correl-Jj",
    "Content-Type-Kk",
    "Prop-Name-Ll",
    "Prop-Value-Mm",
    "Auth-Data-Nn",
    "Reason-Oo",
    "Half-A-Payload-Pp",
    "Other-Frame-Qq",
    "Trailer-Rr",
    "Contradiction-Ss",
    "Method-Tt",
    "Behind-Uu"
  };

  private static String secret(String ending) {
    for (String each : SECRETS) {
      if (each.endsWith(ending)) {
        return each;
      }
    }
    throw new IllegalArgumentException(ending);
  }

  private static byte[] bytes(String ending) {
    return secret(ending).getBytes(UTF_8);
  }

  private Path everySecret() throws IOException {
    MqttVersion version = MqttVersion.V5_0;
    MqttProperties user = MqttBytes.properties().user(secret("Ll"), secret("Mm"));
    MqttProperties auth =
        MqttBytes.properties()
            .text(PropertyId.AUTHENTICATION_METHOD, secret("Tt"))
            .binary(PropertyId.AUTHENTICATION_DATA, bytes("Nn"));
    byte[] connect =
        MqttBytes.connectOf(version, secret("Cc"))
            .will(secret("Gg"), bytes("Hh"), 1, false)
            .willProperties(user)
            .username(secret("Dd"))
            .password(bytes("Ee"))
            .properties(auth)
            .bytes();
    MqttProperties reason = MqttBytes.properties().text(PropertyId.REASON_STRING, secret("Oo"));
    MqttProperties published =
        MqttBytes.properties()
            .text(PropertyId.RESPONSE_TOPIC, secret("Ii"))
            .binary(PropertyId.CORRELATION_DATA, bytes("Jj"))
            .text(PropertyId.CONTENT_TYPE, secret("Kk"))
            .user(secret("Ll"), secret("Mm"));
    byte[] publish =
        MqttBytes.publish(
            version, secret("Aa") + "/" + secret("Bb"), bytes("Ff"), 1, 7, false, false, published);
    byte[] broken = MqttBytes.packet(0x36, MqttBytes.concat(new byte[] {0, 1, 'a'}, bytes("Uu")));
    byte[] half =
        MqttBytes.publish(version, secret("Aa"), bytes("Pp"), 1, 8, false, false, published);
    CaptureBuilder capture = new CaptureBuilder();
    Conversation talk = capture.open("10.0.0.1:40000", "10.0.0.2:1883");
    talk.client(connect).server(MqttBytes.connack(version, false, 0, reason));
    talk.client(MqttBytes.subscribe(version, 3, 1, secret("Aa") + "/+"));
    talk.server(MqttBytes.packet(0x90, new byte[] {0, 3, 0, 1}));
    long position = talk.clientPosition();
    talk.client(MqttBytes.concat(publish, broken));
    talk.segment(true, position, 0x10, bytes("Ss"));
    talk.client(Arrays.copyOf(half, half.length - 3));
    talk.client(MqttBytes.concat(new byte[3], bytes("Qq")));
    capture.edit(
        frames ->
            frames.stream()
                .map(
                    frame ->
                        new TimedFrame(
                            frame.timeNanos(), MqttBytes.concat(frame.bytes(), bytes("Rr"))))
                .toList());
    return capture.writeTo(folder.resolve("secrets.pcap"));
  }

  @Test
  void nothingSecretLeaves() throws IOException {
    Path capture = everySecret();
    Selection client = new Selection(Set.of(), Set.of(secret("Cc")), List.of());
    String plain = text(extract(capture, client, null));
    String redacted = text(extract(capture, client, KEY));
    for (String secret : SECRETS) {
      // the last bytes of a half packet were never sent
      assertThat(plain).contains(secret.substring(0, secret.length() - 3));
      for (int i = 0; i + 6 <= secret.length(); i++) {
        assertThat(redacted).as("%s", secret).doesNotContain(secret.substring(i, i + 6));
      }
    }
    Told told = Told.of(folder.resolve("redacted.pcapng"));
    Told before = Told.of(folder.resolve("plain.pcapng"));
    assertThat(told.summary().packetsByType()).isEqualTo(before.summary().packetsByType());
    assertThat(told.summary().packetsByType()).containsKey(PacketType.PUBLISH.name());
    assertThat(told.shape(1)).isEqualTo(before.shape(1));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
