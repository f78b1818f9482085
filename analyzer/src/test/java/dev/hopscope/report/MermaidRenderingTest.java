package dev.hopscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.limits.Limits;
import dev.hopscope.report.mermaid.MermaidReportWriter;
import dev.hopscope.testkit.Requires;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mermaid itself draws what we write, in a browser, and shows every text as text. */
final class MermaidRenderingTest {
  private static final String BUNDLE =
      "/META-INF/resources/webjars/mermaid/11.6.0/dist/mermaid.min.js";
  private static final String SCRIPT =
      """
      window.alerted = false; window.alert = () => { window.alerted = true; };
      mermaid.initialize({startOnLoad: false, securityLevel: 'strict', maxTextSize: 50000});
      (async () => {
        const result = document.getElementById('result');
        for (const [name, code] of Object.entries(diagrams)) {
          const text = new TextDecoder().decode(Uint8Array.from(atob(code), c => c.charCodeAt(0)));
          const line = document.createElement('pre');
          try {
            const {svg} = await mermaid.render('d' + name, text);
            const box = document.createElement('div');
            box.innerHTML = svg;
            document.body.append(box);
            const arrows = box.querySelectorAll('.messageText').length;
            line.textContent = name + ': ' + arrows + ' arrows; scripts '
                + box.querySelectorAll('script,img').length + '; alerted ' + window.alerted
                + '; shows ' + [...box.querySelectorAll('text')].some(t => t.textContent.includes('<script>'));
            box.remove();
          } catch (e) {
            line.textContent = name + ' FAILED ' + e;
          }
          result.append(line);
        }
        result.append('done');
      })();
      """;

  private static String diagram(FakeReport report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MermaidReportWriter writer = new MermaidReportWriter(out);
    writer.begin(Limits.defaults());
    report.play(writer);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aBrowserDrawsThem(@TempDir Path folder) throws IOException, InterruptedException {
    Requires.tools("chromium");
    Map<String, String> diagrams = new LinkedHashMap<>();
    Scenarios.all().forEach((name, report) -> diagrams.put(name, diagram(report)));
    diagrams.put("hostile", diagram(FormsTest.hostile(1)));
    diagrams.put("longest", diagram(FormsTest.hostile(1_000)));
    String shown = render(folder, diagrams);
    assertThat(shown).endsWith("done</div>").doesNotContain("FAILED");
    for (String name : diagrams.keySet()) {
      long arrows = diagrams.get(name).lines().filter(line -> line.contains(">>p")).count();
      boolean script = name.equals("hostile") || name.equals("longest");
      assertThat(shown)
          .contains(name + ": " + arrows + " arrows; scripts 0; alerted false; shows " + script);
    }
  }

  private static String render(Path folder, Map<String, String> diagrams)
      throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder("const diagrams = {");
    diagrams.forEach(
        (name, text) -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          all.append('\'').append(name).append("': '");
          all.append(Base64.getEncoder().encodeToString(bytes)).append("',\n");
        });
    try (InputStream bundle = MermaidRenderingTest.class.getResourceAsStream(BUNDLE)) {
      Files.write(folder.resolve("mermaid.js"), bundle.readAllBytes());
    }
    Path page = folder.resolve("page.html");
    Files.writeString(
        page,
        "<!DOCTYPE html><meta charset=utf-8><body><div id=result></div>"
            + "<script src=mermaid.js></script><script>"
            + all
            + "};\n"
            + SCRIPT
            + "</script></body>");
    File dom = folder.resolve("dom.html").toFile();
    Process browser =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=60000",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = browser.waitFor(120, TimeUnit.SECONDS);
    browser.destroyForcibly();
    assertThat(ended).as("chromium ended in time").isTrue();
    String text = Files.readString(dom.toPath());
    int start = text.indexOf("<div id=\"result\">");
    return text.substring(start, text.indexOf("</div>", start) + "</div>".length());
  }
}
