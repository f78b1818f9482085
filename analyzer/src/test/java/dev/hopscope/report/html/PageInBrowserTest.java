package dev.hopscope.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.limits.Limit;
import dev.hopscope.report.FakeReport;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.Scenarios;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** What a reader sees and does, in headless Chromium; pictures are kept in target/pages. */
class PageInBrowserTest {
  private static final int FRAMES = 300;
  private static final String ROWS = "return document.querySelectorAll('#list .row').length";

  private static final String COUNT = "return document.getElementById('count').textContent";

  private static Browser browser;
  private static Path model;

  @BeforeAll
  static void start() throws IOException {
    browser = new Browser();
    model = Pages.model("model", 2_000);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Whatever a test did: nothing was said to the console, and nothing asked for. */
  @AfterEach
  void quietAndAlone() {
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(
            address ->
                address.equals("about:blank")
                    || address.startsWith("data:")
                    || address.startsWith("file:") && address.contains("/target/pages/"));
    browser.size(1440, 900);
    browser.theme("light");
  }

  private static Path scenario(String name) throws IOException {
    return Pages.of(name, Scenarios.all().get(name));
  }

  private static String shownText() {
    return browser.text("return document.querySelector('main').innerText");
  }

  @Test
  void opensFromDiskAndShowsEveryView() {
    browser.open(model, "");
    assertThat(browser.number("return performance.getEntriesByType('resource').length")).isZero();
    assertThat(shownText()).contains("Messages", "2,000", "Problems", "Latency", "Captures");
    assertThat(browser.all("#view-overview svg.chart")).hasSize(1);
    assertThat(browser.all(".distribution tbody tr")).hasSizeGreaterThan(4);
    browser.click("#tab-messages");
    assertThat(browser.text(COUNT)).isEqualTo("2,000 messages");
    browser.click("#tab-connections");
    assertThat(browser.all(".lane")).hasSize(7);
    assertThat(browser.number("return document.querySelectorAll('.bar-of').length"))
        .isGreaterThan(7);
  }

  @Test
  void searchAndFiltersAgreeWithTheReport() {
    browser.open(model, "#view=messages");
    browser.click("#search");
    browser.keys("topic:m/t7");
    browser.until(COUNT + " !== '2,000 messages'");
    browser.until(
        "return [...document.querySelectorAll('.row .name')].every(n => n.textContent === 'm/t7')");
    assertThat(browser.text("return location.hash")).contains("find=topic");
    browser.run("document.getElementById('search').select()");
    browser.keys("client:nobody");
    browser.until(ROWS + " === 0");
    browser.keys(Keys.ESCAPE);
    browser.until(COUNT + " === '2,000 messages'");
    String down = "[data-key=downgraded]";
    String told = browser.find(down + " .number").getText();
    browser.click(down);
    assertThat(browser.text(COUNT)).isEqualTo(told + " of 2,000 messages");
    assertThat(browser.find(down).getDomAttribute("aria-pressed")).isEqualTo("true");
    browser.until(
        "return [...document.querySelectorAll('.row .signs')].every(n => n.textContent.includes('↓'))");
  }

  @Test
  void anAddressNamesAMessage() {
    browser.open(model, "#trace=12");
    browser.until(
        "return document.getElementById('trace').getAttribute('aria-label') === 'Message 12'");
    assertThat(browser.find(".row[aria-selected=true] .id").getText()).isEqualTo("12");
    browser.run("location.hash = '#trace=1999'");
    browser.until(
        "return document.getElementById('trace').getAttribute('aria-label') === 'Message 1999'");
    browser.until(
        "return document.querySelector('.row[aria-selected=true] .id')?.textContent === '1999'");
    browser.back();
    browser.until(
        "return document.getElementById('trace').getAttribute('aria-label') === 'Message 12'");
    browser.run("location.hash = '#trace=99999999'");
    browser.until(
        "return document.getElementById('trace').textContent.includes('no message #99999999')");
  }

  @Test
  void theLadderIsTrueToScaleAndItsLabelsKeepApart() throws IOException {
    browser.open(Pages.sample("qos2-to-qos0"), "#trace=1");
    assertThat(browser.all(".gutter .label")).hasSize(6);
    assertThat(browser.find("#ladder").getText()).contains("PUBLISH QoS 0 ↓2→0");
    String places =
        "return [...document.querySelectorAll('.arrow .line')].map(l => Number(l.getAttribute('y1')))";
    List<?> arrows = (List<?>) browser.run(places);
    // 111.202, .267, .303, .369, .381 and .448 ms: the scale is the same between any two
    double scale = (number(arrows, 5) - number(arrows, 0)) / 246.9;
    assertThat((number(arrows, 3) - number(arrows, 0)) / 167.4)
        .isBetween(scale - 0.03, scale + 0.03);
    List<?> labels =
        (List<?>)
            browser.run(
                "return [...document.querySelectorAll('.label .text')].map(l => Number(l.getAttribute('y')))");
    for (int i = 1; i < labels.size(); i++) {
      assertThat(number(labels, i) - number(labels, i - 1)).isGreaterThan(21.9);
    }
    browser.click("#zoom-in");
    assertThat(number((List<?>) browser.run(places), 5)).isGreaterThan(number(arrows, 5));
    browser.click("#spacing");
    List<?> even = (List<?>) browser.run(places);
    assertThat(number(even, 4) - number(even, 3)).isEqualTo(number(even, 1) - number(even, 0));
    browser.hover(".label[data-row='3'] .back");
    assertThat(browser.find("#packet").getText())
        .contains(
            "PUBLISH QoS 0", "delivery hop, complete", "11 bytes", "mqtt/topic/test", "client");
    browser.click("#spacing");
    browser.picture("ladder");
  }

  private static double number(List<?> numbers, int index) {
    return ((Number) numbers.get(index)).doubleValue();
  }

  @Test
  void whatIsNotThereIsMarkedInShapeAndWords() throws IOException {
    browser.open(scenario("gap"), "#trace=1");
    String ladder = browser.find("#ladder").getText();
    assertThat(ladder).contains("PUBREC not captured", "PUBCOMP not captured", "gap: 512 bytes");
    assertThat(browser.all(".arrow.unseen circle")).hasSize(2);
    assertThat(browser.all(".arrow.gap path.line")).hasSize(1);
    browser.picture("gap");
    browser.open(scenario("outcomes"), "#trace=1");
    assertThat(browser.find("#ladder").getText()).contains("PUBLISH QoS 1 id 7 DUP");
    assertThat(browser.all(".arrow.again")).hasSize(1);
    assertThat(browser.find(".badges").getText()).contains("Repeated", "Abandoned");
    browser.picture("repeats");
    browser.open(scenario("outcomes"), "#trace=2");
    assertThat(browser.find("#ladder").getText()).contains("0x87 Not autho");
    assertThat(browser.all(".arrow.bad .cross")).hasSize(1);
  }

  @Test
  void keysDoWhatHelpSays() {
    browser.open(model, "");
    browser.keys("2");
    browser.until("return !document.getElementById('view-messages').hidden");
    browser.keys("j", "j", "j", "k");
    assertThat(browser.find(".row[aria-selected=true]").getDomAttribute("aria-posinset"))
        .isEqualTo("2");
    browser.keys("n");
    assertThat(browser.find(".row[aria-selected=true] .signs").getText()).isNotEmpty();
    browser.keys(Keys.ENTER);
    assertThat(browser.text("return document.activeElement.getAttribute('class')"))
        .startsWith("label");
    browser.keys(Keys.ARROW_DOWN);
    assertThat(browser.text("return document.activeElement.dataset.row")).isEqualTo("1");
    browser.keys(Keys.ESCAPE);
    assertThat(browser.text("return document.activeElement.id")).isEqualTo("list");
    browser.keys(Keys.END);
    assertThat(browser.find(".row[aria-selected=true]").getDomAttribute("aria-posinset"))
        .isEqualTo("2000");
    browser.keys("/");
    assertThat(browser.text("return document.activeElement.id")).isEqualTo("search");
    browser.keys("m/t3", Keys.ENTER);
    browser.keys("?");
    assertThat(browser.is("return document.getElementById('help').open")).isTrue();
    browser.keys(Keys.ESCAPE);
    assertThat(browser.is("return document.getElementById('help').open")).isFalse();
    browser.keys("3");
    browser.until("return !document.getElementById('view-connections').hidden");
  }

  @Test
  void tabsThroughWhatCanBeUsedAndShowsWhereItIs() {
    browser.open(model, "#trace=1");
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      browser.tab();
      if (browser.is("return document.activeElement === document.body")) {
        break;
      }
      order.append(
          browser.text(
              "return ' ' + (document.activeElement.id || document.activeElement.className.baseVal || document.activeElement.className)"));
      assertThat(browser.is("return document.activeElement.matches(':focus-visible')")).isTrue();
    }
    assertThat(order.toString())
        .containsSubsequence(
            "tab-messages", "clock", "theme", "search", "order", "list", "spacing", "label");
  }

  @Test
  void followsTheSystemsThemeUntilToldOtherwise() {
    browser.theme("dark");
    browser.open(model, "");
    String background = "return getComputedStyle(document.body).backgroundColor";
    String dark = browser.text(background);
    browser.theme("light");
    browser.until("return document.documentElement.dataset.theme === 'light'");
    assertThat(browser.text(background)).isNotEqualTo(dark);
    browser.click("#theme");
    assertThat(browser.text(background)).isEqualTo(dark);
    browser.keys("t");
    assertThat(browser.text(background)).isNotEqualTo(dark);
  }

  @Test
  void timesAreShownAsAsked() throws IOException {
    PageOptions utc = new PageOptions("test", true, false, false);
    browser.open(Pages.of("utc", utc, Scenarios.experiment(1, 1)), "#trace=1");
    assertThat(browser.find(".row .at").getText()).isEqualTo("07:24:00.502134");
    browser.run(
        "const c = document.getElementById('clock'); c.value = 'relative'; c.dispatchEvent(new Event('change'))");
    assertThat(browser.find(".row .at").getText()).isEqualTo("0.502134");
  }

  @Test
  void whatIsCapturedIsText() throws IOException {
    Path page = Pages.of("nasty", Pages.nasty());
    browser.open(page, "#view=messages");
    List<String> names =
        browser.all(".row .name").stream().map(name -> name.getDomProperty("textContent")).toList();
    assertThat(names.subList(0, 4)).isEqualTo(Pages.nastyTexts().subList(0, 4));
    assertThat(names.get(4)).isEqualTo("&lt;b&gt;/{{data}}/\\u{2028}/\\u{202e}gpj");
    for (int id = 1; id <= Pages.nastyTexts().size(); id++) {
      browser.run("location.hash = '#trace=" + id + "'");
      browser.until(
          "return document.getElementById('trace').getAttribute('aria-label') === 'Message "
              + id
              + "'");
      assertThat(browser.find(".payload").getDomProperty("textContent"))
          .startsWith("bell \\x07 escape \\x1b[2J zero \\x00 ");
    }
    browser.click("#tab-connections");
    browser.click("#tab-overview");
    assertThat(browser.is("return window.hacked === undefined")).isTrue();
    assertThat(
            browser.number(
                "return document.querySelectorAll('main script, main img, main b b, main i').length"))
        .isZero();
    assertThat(browser.text("return document.body.innerText")).doesNotContain("\u001b", "\u202e");
  }

  @Test
  void saysWhyThereIsNothing() throws IOException {
    browser.open(Pages.of("empty", new FakeReport()), "");
    assertThat(shownText()).contains("No message was captured.");
    browser.picture("empty");
    browser.open(Pages.of("empty", new FakeReport()), "#view=messages");
    assertThat(shownText()).contains("There is no message here.");
    browser.open(Pages.of("empty", new FakeReport()), "#view=connections");
    assertThat(shownText()).contains("No connection was found.");
    ReportModel.Gap gap = new ReportModel.Gap(1, 1, "client-to-server", 4, 700L, "snaplen", 12);
    Path gaps = Pages.gaps("only-gaps", gap);
    browser.open(gaps, "");
    assertThat(shownText()).contains("Gap: 700 bytes snaplen", "No message");
    browser.picture("only-gaps");
  }

  @Test
  void saysWhatWasLeftOut() throws IOException {
    AnalyzerOptions few = AnalyzerOptions.DEFAULT.withLimit(Limit.PAGE_TRACES, 50);
    browser.open(Pages.model("limited", 200, few), "");
    assertThat(shownText()).contains("This page holds 50 of 200 messages.", "page-traces");
    browser.click("#tab-messages");
    assertThat(browser.text(COUNT)).isEqualTo("50 messages");
    browser.open(Pages.of("wide", Pages.wide(300)), "#trace=1");
    assertThat(browser.find("#left-out").getText()).contains("leaves out 240 deliveries");
    assertThat(browser.find(".gutter").getText()).contains("slow");
    assertThat(browser.all(".deliveries tbody tr")).hasSize(300);
  }

  @ParameterizedTest
  @CsvSource({"light, ''", "light, #trace=3", "light, #view=connections", "dark, #trace=1"})
  void axeObjectsToNothing(String theme, String fragment) throws IOException {
    browser.theme(theme);
    browser.open(scenario("outcomes"), fragment);
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      browser.run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Map<?, ?> result =
        (Map<?, ?>)
            browser.runAsync(
                """
            const done = arguments[arguments.length - 1];
            axe.run().then(result => done({
              passes: result.passes.map(rule => rule.id),
              violations: result.violations.flatMap(rule =>
                rule.nodes.map(node => rule.id + ': ' + node.target + ': ' + node.failureSummary))
            }));
            """);
    assertThat((List<?>) result.get("violations")).isEmpty();
    assertThat(result.get("passes").toString()).contains("color-contrast", "aria-roles");
  }

  @Test
  void tenThousandMessagesScrollSmoothly() throws IOException {
    browser.open(Pages.model("large", 10_000), "#view=messages");
    assertThat(browser.text(COUNT)).isEqualTo("10,000 messages");
    List<?> frames =
        (List<?>)
            browser.runAsync(
                """
                const [wanted, done] = arguments;
                const list = document.getElementById('list');
                const times = [];
                let last = performance.now();
                const step = now => {
                  times.push(now - last);
                  last = now;
                  list.scrollTop += 1371;
                  times.length < wanted ? requestAnimationFrame(step) : done(times);
                };
                requestAnimationFrame(step);
                """,
                FRAMES);
    List<Double> sorted =
        frames.stream().map(time -> ((Number) time).doubleValue()).sorted().toList();
    double p95 = sorted.get(FRAMES * 95 / 100);
    System.out.printf(
        "frames while scrolling: median %.1f ms, p95 %.1f ms%n", sorted.get(FRAMES / 2), p95);
    assertThat(p95).isLessThan(50);
    assertThat(browser.number("return document.getElementById('list').scrollTop"))
        .isGreaterThan(300_000);
    assertThat(browser.number(ROWS)).isBetween(10L, 60L);
    assertThat(
            browser.number(
                "return Math.max(...[...document.querySelectorAll('.row .id')].map(e => +e.textContent))"))
        .isGreaterThan(7_000);
  }

  @Test
  void onPaperThereIsAllOfIt() throws IOException {
    browser.open(scenario("qos2-to-qos0"), "#trace=1");
    browser.run("window.dispatchEvent(new Event('beforeprint'))");
    browser.print(true);
    String text = browser.text("return document.body.innerText");
    browser.picture("print");
    browser.print(false);
    browser.run("window.dispatchEvent(new Event('afterprint'))");
    assertThat(text).contains("Problems", "Latency", "Deliveries", "Sessions and connections");
    assertThat(text).contains("From and to");
    assertThat(browser.all("#printed *")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1440, 900", "800, 900"})
  void picturesAreKept(int width, int height) throws IOException {
    browser.size(width, height);
    Path many = scenario("many-subscribers");
    for (String theme : List.of("light", "dark")) {
      browser.theme(theme);
      String name = "-" + theme + "-" + width;
      browser.open(model, "");
      browser.picture("overview" + name);
      browser.open(model, "#trace=40");
      browser.picture("messages" + name);
      browser.open(model, "#view=connections");
      browser.picture("connections" + name);
      browser.open(many, "#trace=1");
      browser.picture("many-subscribers" + name);
      // nothing sticks out of the window, whatever its width
      assertThat(browser.number("return document.documentElement.scrollWidth")).isEqualTo(width);
    }
  }
}
