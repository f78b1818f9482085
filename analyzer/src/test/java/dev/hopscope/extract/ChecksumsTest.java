package dev.hopscope.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Frame;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.testkit.CaptureBuilder;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChecksumsTest {
  private static byte[] frame(boolean ipv6, byte[] payload) {
    CaptureBuilder capture = new CaptureBuilder();
    String client = ipv6 ? "[2001:db8::1]:40000" : "10.0.0.1:40000";
    String server = ipv6 ? "[2001:db8::2]:1883" : "10.0.0.2:1883";
    capture.open(client, server).client(payload);
    return capture.frames().get(3);
  }

  private static SegmentDecoder decode(byte[] bytes, int captured, TcpSegment segment) {
    SegmentDecoder decoder = new SegmentDecoder();
    Frame frame = new Frame();
    frame.wrap(1, 1, 0, 1, bytes, 0, captured, bytes.length);
    assertThat(decoder.decode(frame, segment)).isEqualTo(Outcome.TCP);
    return decoder;
  }

  @Property(tries = 200)
  void aWholeSegmentIsComputedAnew(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 99) int length, @ForAll boolean ipv6) {
    Random random = new Random(seed);
    byte[] payload = new byte[length];
    random.nextBytes(payload);
    byte[] original = frame(ipv6, payload);
    TcpSegment segment = new TcpSegment();
    SegmentDecoder decoder = decode(original, original.length, segment);
    byte[] changed = original.clone();
    changed[segment.offset() + random.nextInt(length)] ^= 0x55;
    changed[segment.offset() - 4] ^= 0x11; // as offloaded: not computed yet
    Checksums.update(changed, original, decoder.headers());
    decode(changed, changed.length, segment);
    assertThat(segment.checksum()).isEqualTo(TcpSegment.Checksum.VALID);
  }

  // What was cut stays as it was, so with it put back the checksum is right again.
  @Property(tries = 200)
  void ofACutSegmentTheDifferenceCounts(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 99) int length, @ForAll boolean ipv6) {
    Random random = new Random(seed);
    byte[] payload = new byte[length];
    random.nextBytes(payload);
    byte[] original = frame(ipv6, payload);
    TcpSegment segment = new TcpSegment();
    int captured = original.length - 1 - random.nextInt(length - 1);
    SegmentDecoder decoder = decode(original, captured, segment);
    byte[] changed = original.clone();
    random.nextBytes(payload);
    System.arraycopy(payload, 0, changed, segment.offset(), segment.length());
    Checksums.update(changed, original, decoder.headers());
    decode(changed, changed.length, segment);
    assertThat(segment.checksum()).isEqualTo(TcpSegment.Checksum.VALID);
  }
}
