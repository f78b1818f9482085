package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.hopscope.bytes.ByteReads;
import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.stream.Provenance;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.TimedFrame;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How many bytes are allocated for each segment and message once a connection is known: the
 * difference between a long run and one twice as long, so that what a run costs once is left out.
 */
class AllocationTest {
  private static final int FRAMES = 100_000;
  private static final MqttVersion V4 = MqttVersion.V3_1_1;
  private static final byte[] PUBLISH =
      MqttBytes.publish(V4, "sensors/1/temperature", "x".repeat(64), 0, 0);

  /** A little for what grows at times, and for the JIT compiler's own. */
  private static final double ABOUT_ZERO = 1;

  @Test
  void anInOrderSegmentInsideALargePayload() {
    byte[] large = MqttBytes.publish(V4, "a", "x".repeat(40_000_000), 0, 0);
    byte[] head = Arrays.copyOf(large, 200);
    byte[] part = Arrays.copyOfRange(large, 200, 300);
    assertThat(perFrame(count -> packets(new Steady(head, part, count)))).isLessThan(ABOUT_ZERO);
  }

  @Test
  void aQos0MessageUpToTheLinker() {
    assertThat(perFrame(count -> packets(new Steady(PUBLISH, PUBLISH, count))))
        .isLessThan(ABOUT_ZERO);
  }

  /** The message, its trace and its flow, which may be told of until it is closed. */
  @Test
  void aQos0MessageThroughTheWholeAnalysis() {
    assertThat(perFrame(count -> totals(new Steady(PUBLISH, PUBLISH, count)))).isLessThan(720);
  }

  private interface Run {
    long frames(int count);
  }

  private static double perFrame(Run run) {
    run.frames(FRAMES); // warms up
    long one = allocatedBy(run, FRAMES);
    long two = allocatedBy(run, 2 * FRAMES);
    double bytes = (two - one) / (double) FRAMES;
    System.out.printf("allocated: %.2f bytes a frame%n", bytes);
    return bytes;
  }

  private static long allocatedBy(Run run, int count) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(self);
    assertThat(run.frames(count)).isGreaterThanOrEqualTo(count);
    return threads.getThreadAllocatedBytes(self) - before;
  }

  private static long packets(Steady source) {
    long[] last = new long[1];
    ConnectionListener listener =
        new ConnectionListener() {
          @Override
          public void onPacket(
              MqttConnection connection,
              Direction direction,
              PacketView packet,
              String topic,
              Provenance at) {
            last[0] = at.frame();
          }
        };
    long frames =
        Analyzer.packets(AnalyzerOptions.DEFAULT, listener).run(source, Progress.NONE).frames();
    assertThat(last[0]).isGreaterThan(3);
    return frames;
  }

  private static long totals(Steady source) {
    ReportModel.Summary[] summary = new ReportModel.Summary[1];
    ReportSink sink =
        new ReportSink() {
          @Override
          public boolean wantsMessages() {
            return false;
          }

          @Override
          public void summary(ReportModel.Summary totals) {
            summary[0] = totals;
          }
        };
    long frames =
        Analyzer.analyze(AnalyzerOptions.DEFAULT, sink).run(source, Progress.NONE).frames();
    assertThat(summary[0].traces()).isEqualTo(source.count + 1);
    return frames;
  }

  /** A connection, a first segment of its client, and then one segment over and over, in order. */
  private static final class Steady implements CaptureSource {
    private static final int IP_ID = 18;
    private static final int SEQUENCE = 38;
    private static final long APART_NANOS = 10_000;

    final int count;
    private final List<TimedFrame> first;
    private final byte[] again;
    private final int length;
    private final long again0;
    private int sequence;
    private int told;

    Steady(byte[] start, byte[] repeated, int count) {
      this.count = count;
      CaptureBuilder capture = new CaptureBuilder();
      Conversation client = capture.open("10.0.0.1:40000", "10.0.0.2:1883").acks(false);
      client
          .client(MqttBytes.connect(V4, "steady", true, 60))
          .server(MqttBytes.connack(V4, false, 0));
      client.client(start).client(repeated);
      List<TimedFrame> frames = capture.timedFrames();
      this.first = frames.subList(0, frames.size() - 1);
      this.again = frames.get(frames.size() - 1).bytes().clone();
      this.again0 = capture.now();
      this.length = repeated.length;
      this.sequence = ByteReads.i32be(again, SEQUENCE);
    }

    @Override
    public boolean next(Frame frame) {
      if (told == first.size() + count) {
        return false;
      }
      int index = told++ - first.size();
      if (index < 0) {
        TimedFrame each = first.get(told - 1);
        wrap(frame, each.timeNanos(), each.bytes());
      } else {
        again[IP_ID] = (byte) (index >>> 8);
        again[IP_ID + 1] = (byte) index;
        for (int i = 0; i < Integer.BYTES; i++) {
          again[SEQUENCE + i] = (byte) (sequence >>> 24 - 8 * i);
        }
        sequence += length;
        wrap(frame, again0 + index * APART_NANOS, again);
      }
      return true;
    }

    private void wrap(Frame frame, long nanos, byte[] bytes) {
      frame.wrap(1, told, nanos, 1, bytes, 0, bytes.length, bytes.length);
    }

    @Override
    public CaptureInfo info() {
      return new CaptureInfo(1, "steady", "pcap", List.of("ETHERNET"), told, -1, null, null);
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
