package dev.hopscope.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.report.FakeReport;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.Scenarios;
import dev.hopscope.report.json.JsonReportWriter;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> scenarios() {
    return new ArrayList<>(Scenarios.all().keySet());
  }

  /** What a browser takes for the content of the data's element: all up to the first end tag. */
  private static String held(String page) {
    Matcher start = Pattern.compile("<script [^>]*id=\"report\"[^>]*>").matcher(page);
    assertThat(start.find()).isTrue();
    Matcher end = Pattern.compile("(?i)</script").matcher(page);
    assertThat(end.find(start.end())).isTrue();
    return page.substring(start.end(), end.start());
  }

  private static JsonNode data(String page) throws IOException {
    String text = held(page);
    if (page.contains("data-encoding=\"gzip\"")) {
      byte[] bytes = Base64.getDecoder().decode(text);
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return JSON.readTree(in);
      }
    }
    assertThat(text).doesNotContain("<", ">", "&");
    return JSON.readTree(text);
  }

  private static JsonNode json(FakeReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.play(new JsonReportWriter(out));
    return JSON.readTree(out.toByteArray());
  }

  /** The page's data without what only pages have, its flows in the order of their ids. */
  private static JsonNode report(JsonNode data) {
    ObjectNode report = data.deepCopy();
    report.remove("page");
    Schemas.document(Schemas.Format.ANALYZE, report.toString());
    return report;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void holdsTheReportOfFormatJson(String scenario) throws IOException {
    FakeReport fake = Scenarios.all().get(scenario);
    JsonNode report = report(data(Pages.text(fake)));
    JsonNode expected = json(fake);
    for (String name : List.of("captures", "brokers", "connections", "sessions", "traces")) {
      assertThat(report.path(name)).isEqualTo(expected.path(name));
    }
    for (String name : List.of("findings", "gaps", "summary")) {
      assertThat(report.path(name)).isEqualTo(expected.path(name));
    }
    assertThat(report.path("flows")).containsExactlyInAnyOrderElementsOf(expected.path("flows"));
  }

  @Test
  void nothingCapturedEndsItsElement() throws IOException {
    String page = Pages.text(Pages.nasty());
    JsonNode traces = report(data(page)).path("traces");
    List<String> topics = new ArrayList<>();
    traces.forEach(trace -> topics.add(trace.path("topic").asText()));
    assertThat(topics).isEqualTo(Pages.nastyTexts());
    assertThat(page).doesNotContain("window.hacked = 2</script>");
  }

  @Test
  void aLargeReportIsCompressed() throws IOException {
    FakeReport report = many(400);
    String page = Pages.text(report);
    assertThat(page).contains("data-encoding=\"gzip\"");
    assertThat(data(page).path("traces")).isEqualTo(json(report).path("traces"));
  }

  private static FakeReport many(int traces) {
    FakeReport report = new FakeReport();
    for (int i = 0; i < traces; i++) {
      // every tenth is a downgrade, the others are as they should be
      ReportModel.Flow publish =
          i % 10 == 0
              ? report.flow("publish", "pub", 1, 7, i, i + 1)
              : report.flow("publish", "pub", 0, null, i);
      ReportModel.Flow delivery = report.flow("delivery", "sub", 0, null, i + 2);
      report.trace(publish, report.delivery(publish, delivery));
    }
    return report;
  }

  private static JsonNode limited(FakeReport report, Limits limits) throws IOException {
    return data(
        Pages.text(
            new PageOptions("test", false, false, false),
            sink -> {
              sink.begin(limits);
              report.play(sink);
            }));
  }

  @Test
  void keepsProblemsFirst() throws IOException {
    Limits limits = new Limits(Map.of(Limit.PAGE_TRACES, 20L), limit -> {});
    FakeReport report = many(100);
    ReportModel.Flow open = report.flow("publish", "pub", 2, 9, 1_000);
    report.trace(open);
    JsonNode data = limited(report, limits);
    int downgraded = 0;
    for (JsonNode trace : data.path("traces")) {
      downgraded += trace.path("deliveries").path(0).path("downgraded").asBoolean() ? 1 : 0;
    }
    assertThat(data.path("traces")).hasSize(20);
    assertThat(downgraded).isEqualTo(10);
    assertThat(data.path("flows")).hasSize(39);
    assertThat(data.path("traces").path(19).path("publishFlow").asInt()).isEqualTo(open.id());
    assertThat(limits.hits()).containsEntry("page-traces", 81L);
  }

  @Test
  void aFaultComesBeforeDowngrades() throws IOException {
    Limits limits = new Limits(Map.of(Limit.PAGE_TRACES, 5L), limit -> {});
    FakeReport report = many(100);
    for (int i = 0; i < 3; i++) {
      report.trace(report.flow("publish", "pub", 2, 9, 1_000 + i));
    }
    JsonNode data = limited(report, limits);
    List<Integer> ids = new ArrayList<>();
    data.path("traces").forEach(trace -> ids.add(trace.path("id").asInt()));
    assertThat(ids).containsExactly(1, 11, 101, 102, 103);
  }

  @Test
  void aLateDeliveryJoinsItsTrace() throws IOException {
    FakeReport report = new FakeReport();
    ReportModel.Flow publish = report.flow("publish", "pub", 1, 1, 0, 5);
    report.trace(publish);
    ReportModel.Flow delivery = report.flow("delivery", "sub", 0, null, 40);
    report.late(1, report.delivery(publish, delivery));
    JsonNode data = data(Pages.text(report));
    assertThat(data.path("traces").path(0).path("deliveries")).hasSize(1);
    assertThat(data.path("flows")).hasSize(2);
  }

  @Test
  void thePolicyKnowsEveryScriptAndNothingElse() throws NoSuchAlgorithmException {
    String page = Pages.text(Scenarios.experiment(2, 0));
    String policy = first(page, "Content-Security-Policy\" content=\"([^\"]*)\"");
    assertThat(policy).startsWith("default-src 'none'; ").doesNotContain("unsafe", "http", "*");
    Matcher script = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(page);
    int scripts = 0;
    for (; script.find(); scripts++) {
      assertThat(policy).contains(digest(script.group(1)));
    }
    assertThat(scripts).isEqualTo(2);
    assertThat(policy).contains("style-src " + digest(first(page, "(?s)<style>(.*?)</style>")));
  }

  @Test
  void asksForNothingAndKeepsTheLicence() {
    String page = Pages.text(Scenarios.experiment(1, 1));
    assertThat(page).contains("Copyright 2010-2023 Mike Bostock", "Permission to use, copy");
    assertThat(page).doesNotContain(" src=\"", "@import");
    String own = page.substring(page.lastIndexOf("<script>"));
    assertThat(own)
        .doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|document\\.write");
    assertThat(own)
        .doesNotContainPattern("\\beval\\(|new Function|fetch\\(|XMLHttpRequest|import\\(");
    assertThat(page).doesNotContain("{{");
  }

  private static String first(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static String digest(String text) throws NoSuchAlgorithmException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}
