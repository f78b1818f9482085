package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Inputs;
import dev.hopscope.capture.TimeWindow;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimeWindowTest {
  private static final long START = CaptureBuilder.START_NANOS;
  private static final long MS = 1_000_000;
  private static final MqttVersion V = MqttVersion.V3_1_1;

  @TempDir Path folder;
  private final List<String> topics = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private ReportModel.Capture capture;

  private static TimeWindow.Bound absolute(long nanos) {
    return new TimeWindow.Bound(nanos, false);
  }

  private static TimeWindow.Bound relative(long nanos) {
    return new TimeWindow.Bound(nanos, true);
  }

  /** A connection at 0 ms, and messages t1 at 10 ms, t2 at 20 ms, t3 at 30 ms, t2b at 25 ms. */
  private Path file() throws IOException {
    CaptureBuilder builder = new CaptureBuilder().interval(0);
    Conversation pub = builder.open("10.0.0.1:40000", "10.0.0.9:1883").acks(false);
    pub.client(MqttBytes.connect(V, "pub", true, 60)).server(MqttBytes.connack(V, false, 0));
    for (int i : new int[] {10, 20, 30, 25}) {
      builder.at(START + i * MS);
      pub.client(MqttBytes.publish(V, "t" + i, "a message of some length"));
    }
    return builder.writeTo(folder.resolve("c.pcap"));
  }

  private RunResult analyze(TimeWindow window, Map<String, Long> offsets) throws IOException {
    topics.clear();
    ReportSink sink =
        new ReportSink() {
          @Override
          public void trace(ReportModel.Trace trace) {
            topics.add(trace.topic());
          }

          @Override
          public void capture(ReportModel.Capture told) {
            capture = told;
          }
        };
    Inputs inputs = Inputs.of(List.of(file())).withWindow(window).withNotices(notices::add);
    return Analyzer.analyze(AnalyzerOptions.DEFAULT, sink)
        .run(inputs.withClockOffsets(offsets), Progress.NONE);
  }

  @Test
  void fromIsInAndToIsOut() throws IOException {
    RunResult result =
        analyze(new TimeWindow(absolute(START + 10 * MS), absolute(START + 25 * MS)), Map.of());
    assertThat(topics).containsExactlyInAnyOrder("t10", "t20");
    assertThat(result.problems()).isEmpty();
    assertThat(result.nothingDecodable()).isFalse();
    assertThat(capture.frames()).isEqualTo(9);
    assertThat(capture.skippedFrames()).containsExactly(Map.entry("outside-time", 7L));
    assertThat(notices).isEmpty();
  }

  @Test
  void aTimeThatGoesBackIntoTheWindowIsSeen() throws IOException {
    analyze(new TimeWindow(null, absolute(START + 26 * MS)), Map.of());
    assertThat(topics).contains("t10", "t20");
    assertThat(capture.skippedFrames()).containsExactly(Map.entry("outside-time", 1L));
    analyze(new TimeWindow(absolute(START + 22 * MS), null), Map.of());
    assertThat(topics).contains("t30");
  }

  @Test
  void relativeTimesCountFromTheFirstFrame() throws IOException {
    analyze(new TimeWindow(relative(20 * MS), relative(21 * MS)), Map.of());
    assertThat(topics).containsExactly("t20");
  }

  @Test
  void theTimesAreTheShiftedOnes() throws IOException {
    TimeWindow window = new TimeWindow(absolute(START + 120 * MS), absolute(START + 121 * MS));
    analyze(window, Map.of(folder.resolve("c.pcap").toString(), 100 * MS));
    assertThat(topics).containsExactly("t20");
    assertThat(capture.firstTime()).startsWith("2026-11-21T07:24:00.1");
  }

  @Test
  void aWindowWithNoFrameIsToldAndNoFailure() throws IOException {
    RunResult result = analyze(new TimeWindow(relative(3_600_000 * MS), null), Map.of());
    assertThat(topics).isEmpty();
    assertThat(result.problems()).isEmpty();
    assertThat(result.nothingDecodable()).isFalse();
    assertThat(notices).containsExactly("no frame lies in the time that was asked for");
  }

  @Test
  void aWindowThatEndsBeforeItBeginsIsEmpty() {
    assertThat(new TimeWindow(absolute(5), absolute(5)).isEmpty()).isTrue();
    assertThat(new TimeWindow(absolute(5), absolute(6)).isEmpty()).isFalse();
    assertThat(new TimeWindow(relative(5), absolute(1)).isEmpty()).isFalse();
    assertThat(TimeWindow.ALL.isEmpty()).isFalse();
    TimeWindow late = new TimeWindow(relative(Long.MAX_VALUE), null);
    assertThat(late.contains(Long.MAX_VALUE - 1, 10)).isFalse();
  }
}
