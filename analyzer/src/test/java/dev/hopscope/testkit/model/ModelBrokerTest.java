package dev.hopscope.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Frame;
import dev.hopscope.testkit.Tshark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model broker itself: its captures are sound, its ledger is the truth. */
class ModelBrokerTest {
  private static ModelOptions everything() {
    return new ModelOptions()
        .messages(400)
        .publishers(2)
        .subscribers(3)
        .topics(2)
        .publishQos(0, 1, 2)
        .subscribeQos(2, 1, 0)
        .delay(3)
        .loss(0.1)
        .overlap(ModelOptions.Overlap.COPY_EACH)
        .share(1, 3)
        .durable(1, 300_000_000, 200_000_000)
        .payloads(ModelOptions.Payloads.DISTINCT, 16);
  }

  @Test
  void timesRiseAndNumbersCount() {
    ModelBroker broker = new ModelBroker(everything(), Ledger.NONE);
    Frame frame = new Frame();
    long before = 0;
    long count = 0;
    while (broker.next(frame)) {
      assertThat(frame.number()).isEqualTo(++count);
      assertThat(frame.timeNanos()).isGreaterThan(before);
      before = frame.timeNanos();
    }
    assertThat(count).isGreaterThan(2000);
  }

  @Test
  void theLedgerPairsEqualPayloadsAndEveryPublishOfAServerOnce() throws Exception {
    Map<Long, Long> truth = new HashMap<>();
    Map<Long, String> payloads = new HashMap<>();
    List<Long> firstDeliveries = new ArrayList<>();
    ModelBroker broker = new ModelBroker(everything(), truth::put);
    Frame frame = new Frame();
    while (broker.next(frame)) {
      int packet = frame.offset() + Wire.HEADERS;
      if (frame.capturedLength() > Wire.HEADERS && (frame.data()[packet] & 0xf0) == 0x30) {
        int length = frame.capturedLength();
        payloads.put(frame.number(), new String(frame.data(), length - 16, 16, "ISO-8859-1"));
        boolean fromServer = frame.data()[frame.offset() + 34] == 0x07;
        if (fromServer && (frame.data()[packet] & 8) == 0) {
          firstDeliveries.add(frame.number());
        }
      }
    }
    assertThat(truth.keySet()).containsExactlyInAnyOrderElementsOf(firstDeliveries);
    assertThat(truth).hasSizeGreaterThan(1500);
    truth.forEach(
        (delivery, publish) ->
            assertThat(payloads.get(delivery)).isEqualTo(payloads.get(publish)).isNotNull());
  }

  @Test
  void tsharkFindsNothingWrong(@TempDir Path folder) throws Exception {
    Tshark.assumeInstalled();
    Path file = ModelBroker.write(folder.resolve("model.pcap"), everything(), Ledger.NONE);
    String wrong =
        Tshark.read(
            file,
            "-o",
            "tcp.check_checksum:TRUE",
            "-o",
            "ip.check_checksum:TRUE",
            "-Y",
            "tcp.analysis.flags || _ws.malformed || tcp.checksum.status == 0"
                + " || ip.checksum.status == 0");
    assertThat(wrong).isEmpty();
    assertThat(Tshark.read(file, "-Y", "mqtt.msgtype == 7").lines()).hasSizeGreaterThan(100);
  }
}
