package dev.hopscope.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.bytes.ByteReads;
import dev.hopscope.bytes.InternetChecksum;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GenerateCaptureTest {
  private static final int FRAMES = 3_000;
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int ETHERNET_HEADER = 14;
  private static final int IP_HEADER = 20;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Map<String, Object> generate(Variant variant, long seed) {
    out.reset();
    return GenerateCapture.generate(LoadOptions.of(variant, FRAMES, seed), out, frames -> {});
  }

  @ParameterizedTest
  @EnumSource
  void theSameOptionsGiveTheSameBytesAndOthersOthers(Variant variant) {
    Map<String, Object> ledger = generate(variant, 1);
    byte[] first = out.toByteArray();
    assertThat(generate(variant, 1)).isEqualTo(ledger);
    assertThat(out.toByteArray()).isEqualTo(first);
    generate(variant, 2);
    assertThat(out.toByteArray()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void holdsAsManyFramesAsAskedForWithRisingTimesAndRightChecksums(Variant variant) {
    Map<String, Object> ledger = generate(variant, 1);
    byte[] file = out.toByteArray();
    ByteBuffer little = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int frames = 0;
    long bytes = 0;
    long last = 0;
    for (int at = FILE_HEADER; at < file.length; frames++) {
      long micros = little.getInt(at) * 1_000_000L + little.getInt(at + 4);
      assertThat(micros).isGreaterThan(last);
      last = micros;
      int length = little.getInt(at + 8);
      int ip = at + RECORD_HEADER + ETHERNET_HEADER;
      assertThat(InternetChecksum.isRight(InternetChecksum.sum(file, ip, IP_HEADER))).isTrue();
      int tcpLength = ByteReads.u16be(file, ip + 2) - IP_HEADER;
      assertThat(tcpLength).isEqualTo(length - ETHERNET_HEADER - IP_HEADER);
      long pseudoHeader = InternetChecksum.sum(file, ip + 12, 8) + 6 + tcpLength;
      long tcp = InternetChecksum.sum(file, ip + IP_HEADER, tcpLength);
      assertThat(InternetChecksum.isRight(pseudoHeader + tcp)).isTrue();
      bytes += length;
      at += RECORD_HEADER + length;
    }
    assertThat(frames).isEqualTo(FRAMES);
    assertThat(ledger)
        .containsEntry("frames", (long) FRAMES)
        .containsEntry("bytes", bytes)
        .containsEntry("fileBytes", (long) file.length)
        .containsEntry("payloadLength", 64);
  }

  @Test
  void halfOfTheMessagesAreAlikeAndOnlyTheReorderedHaveDisorder() {
    for (Variant variant : Variant.values()) {
      Map<String, Object> ledger =
          GenerateCapture.generate(
              LoadOptions.of(variant, 50_000, 1), new ByteArrayOutputStream(), frames -> {});
      double messages = ((Long) ledger.get("messages")).doubleValue();
      assertThat((Long) ledger.get("messagesWithCommonPayload") / messages).isBetween(0.45, 0.55);
      double moved =
          (Long) ledger.get("segmentsOutOfOrder") + (Long) ledger.get("segmentsRepeated");
      if (variant == Variant.REORDERED) {
        assertThat(moved / 50_000).isBetween(0.015, 0.025);
      } else {
        assertThat(moved).isZero();
      }
    }
  }
}
