package dev.hopscope.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reports whose text is compared with files. */
public final class Scenarios {
  private Scenarios() {}

  /** Every scenario by the name that its files have. */
  public static Map<String, FakeReport> all() {
    Map<String, FakeReport> all = new LinkedHashMap<>();
    all.put("qos0-to-qos0", experiment(0, 0));
    all.put("qos1-to-qos1", experiment(1, 1));
    all.put("qos2-to-qos2", experiment(2, 2));
    all.put("qos2-to-qos0", experiment(2, 0));
    all.put("qos0-to-qos2", experiment(0, 2));
    all.put("tie", tie());
    all.put("gap", gap());
    all.put("long-names", longNames());
    all.put("many-subscribers", manySubscribers());
    all.put("outcomes", outcomes());
    all.put("bridge", bridge());
    all.put("wide-characters", wideCharacters());
    return all;
  }

  /** One message to two subscribers, both granted the same QoS. */
  public static FakeReport experiment(int published, int granted) {
    FakeReport report = new FakeReport();
    report.client("sub1");
    report.client("sub2");
    ReportModel.Flow publish = flow(report, "publish", "pub", published, 502_134, 67, 29, 126);
    int delivered = Math.min(published, granted);
    ReportModel.Flow first = flow(report, "delivery", "sub1", delivered, 502_314, 120, 31, 98);
    ReportModel.Flow second = flow(report, "delivery", "sub2", delivered, 502_325, 140, 33, 102);
    report.trace(publish, report.delivery(publish, first), report.delivery(publish, second));
    return report;
  }

  /** A whole flow: its first time, then the time between its steps. */
  private static ReportModel.Flow flow(
      FakeReport report, String hop, String client, int qos, long first, long... steps) {
    long[] times = new long[new int[] {1, 2, 4}[qos]];
    times[0] = first;
    for (int i = 1; i < times.length; i++) {
      times[i] = times[i - 1] + steps[i - 1];
    }
    return report.flow(hop, client, qos, qos == 0 ? null : 1, times);
  }

  private static FakeReport tie() {
    FakeReport report = new FakeReport().message("plant/line/7/ok", "1");
    ReportModel.Flow first = report.flow("publish", "sensor-a", 1, 17, 1_000_000, 1_000_310);
    ReportModel.Flow second = report.flow("publish", "sensor-b", 1, 4, 1_000_120, 1_000_420);
    ReportModel.Flow delivery = report.flow("delivery", "dashboard", 1, 9, 1_001_204, 1_001_390);
    report.trace(first, report.delivery(first, delivery, "tie", 1));
    report.trace(second);
    return report;
  }

  private static FakeReport gap() {
    FakeReport report = new FakeReport();
    ReportModel.Flow publish = report.flow("publish", "pub", 2, 12, 200_000, 200_100, 200_230);
    List<ReportModel.Step> steps = new ArrayList<>(publish.steps());
    long lost = steps.get(1).frame();
    steps.remove(1);
    publish =
        report.change(
            publish,
            flow -> FakeReport.with(flow, "unknown", 0, List.of("PUBREC", "PUBCOMP"), steps));
    ReportModel.Flow delivery = report.flow("delivery", "sub1", 1, 3, 200_410, 200_600);
    report.gap(1, "server-to-client", 512, lost);
    report.trace(publish, report.delivery(publish, delivery));
    report.finding("acked-unseen", "warning", "512 bytes were acknowledged but never captured");
    return report;
  }

  private static FakeReport longNames() {
    String site = "site/rotterdam-europoort/hall-04/line-12/robot-0007/joint-3/temperature/celsius";
    FakeReport report =
        new FakeReport().message(site, "{\"value\":21.504,\"unit\":\"C\",\"at\":1}");
    String sensor = "mosqpub|19233-gateway-rotterdam-europoort-hall-04-line-12";
    ReportModel.Flow publish = report.flow("publish", sensor, 2, 65_535, 10, 410, 502, 990);
    ReportModel.Flow one =
        report.flow("delivery", "mosqsub|31337-historian.example.org", 1, 65_534, 1_204, 2_008);
    ReportModel.Flow two =
        report.flow("delivery", "mosqsub|31338-historian.example.org", 0, null, 1_304);
    report.trace(publish, report.delivery(publish, one), report.delivery(publish, two));
    return report;
  }

  static FakeReport manySubscribers() {
    FakeReport report = new FakeReport().message("news/all", "x");
    ReportModel.Flow publish = report.flow("publish", "pub", 1, 1, 100, 290);
    List<ReportModel.Delivery> deliveries = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      ReportModel.Flow flow = report.flow("delivery", "sub" + i, 0, null, 300 + 11L * i);
      deliveries.add(report.delivery(publish, flow));
    }
    ReportModel.Flow open = report.flow("delivery", "slow", 1, 2, 900);
    deliveries.add(report.delivery(publish, open));
    report.trace(publish, deliveries.toArray(ReportModel.Delivery[]::new));
    return report;
  }

  /** A repeat, a refusal, an abandoned flow, a retained delivery without its publish. */
  private static FakeReport outcomes() {
    FakeReport report = new FakeReport();
    ReportModel.Flow publish = report.flow("publish", "pub", 1, 7, 1_000, 1_200);
    publish = report.change(publish, flow -> repeated(report, flow));
    ReportModel.Flow delivery = report.flow("delivery", "sub1", 2, 8, 6_000, 6_100);
    delivery =
        report.change(
            delivery, flow -> FakeReport.with(flow, "abandoned", 0, List.of(), flow.steps()));
    report.trace(publish, report.delivery(publish, delivery));

    report.message("secret/topic", "no");
    ReportModel.Flow refused = report.flow("publish", "pub", 1, 8, 9_000);
    List<ReportModel.Step> steps = new ArrayList<>(refused.steps());
    steps.add(report.step("PUBACK", 9_100, report.client("pub"), false, 8, false, 0x87));
    report.trace(
        report.change(refused, flow -> FakeReport.with(flow, "refused", 0, List.of(), steps)));

    report.message("state/lamp", "on");
    ReportModel.Flow retained = report.flow("delivery", "sub1", 0, null, 12_000);
    ReportModel.Delivery live = report.delivery(null, retained, "sole", 0);
    report.trace(
        null,
        new ReportModel.Delivery(
            live.flow(),
            null,
            live.session(),
            live.connection(),
            live.clientId(),
            "retained",
            live.subscriptions(),
            0,
            0,
            0,
            false,
            1,
            false,
            null,
            null,
            false,
            null,
            0,
            null));
    report.finding("packet-id-zero", "error", "the packet identifier is 0");
    return report;
  }

  private static ReportModel.Flow repeated(FakeReport report, ReportModel.Flow flow) {
    int pub = report.client("pub");
    List<ReportModel.Step> steps =
        List.of(
            flow.steps().get(0),
            report.step("PUBLISH", 5_001_000, pub, true, 7, true, null),
            report.step("PUBACK", 5_001_250, pub, false, 7, false, null));
    return FakeReport.with(flow, "complete", 1, List.of(), steps);
  }

  private static FakeReport bridge() {
    FakeReport report = new FakeReport();
    report.client("pub");
    report.client("edge.bridge", "10.0.0.2:1883", 2);
    report.client("sub1", "10.0.0.2:1883", 2);
    ReportModel.Flow publish = report.flow("publish", "pub", 1, 1, 100, 310);
    ReportModel.Flow forward = report.flow("publish", "edge.bridge", 1, 5, 420, 700);
    ReportModel.Flow delivery = report.flow("delivery", "sub1", 1, 2, 850, 1_020);
    ReportModel.Trace trace = report.trace(publish, report.delivery(publish, delivery));
    report.replaceLast(
        new ReportModel.Trace(
            trace.id(),
            trace.topic(),
            trace.payloadLength(),
            trace.payload(),
            null,
            trace.origin(),
            trace.publishFlow(),
            trace.publisher(),
            trace.publishedQos(),
            trace.retain(),
            trace.closedBy(),
            trace.deliveries(),
            List.of(new ReportModel.Forward(forward.id(), publish.id(), 2, "edge/mqtt/topic/test")),
            List.of(),
            List.of()));
    return report;
  }

  private static FakeReport wideCharacters() {
    FakeReport report = new FakeReport().message("工場/ライン/温度\u001b[2J", "a\"b\\c\n\u202eé😀");
    ReportModel.Flow publish = report.flow("publish", "センサー壱号", 1, 2, 100, 310);
    ReportModel.Flow delivery = report.flow("delivery", "e\u0301\tsub", 1, 2, 500, 800);
    report.trace(publish, report.delivery(publish, delivery));
    return report;
  }
}
