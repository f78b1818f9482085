package dev.hopscope.expect.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.expect.Expectations;
import dev.hopscope.expect.Verdict;
import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.expect.Verdict.Status;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.SurefireReportParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

final class VerdictOutputsTest {
  private static final String HOSTILE =
      "a\"'<script>alert(1)</script>&]]>|`*_\u0000\u001b[31m\u202e\ud800\r\n::error::x%0A, www.x.y";

  private static Verdict verdict(Status status, String text, long more) {
    List<Reason> reasons =
        status == Status.PASS
            ? List.of()
            : List.of(new Reason(1, "delivery", text, 2, 31L, "delivered at QoS 2 " + text));
    return new Verdict(status, "e,1:2.yaml", 7, text, "deliveredQos", "0", text, reasons, more);
  }

  private static List<Verdict> all(String text) {
    return List.of(
        verdict(Status.PASS, text, 0),
        verdict(Status.FAIL, text, 3),
        verdict(Status.CANNOT_TELL, text, 0));
  }

  private static Document document(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void junitKeepsToTheSchemaWhateverACaptureHolds() throws Exception {
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(Expectations.class.getResource("junit.xsd"));
    for (String text : List.of("plant/# to sub1", HOSTILE, "")) {
      String xml = JUnitXml.of(all(text));
      schema.newValidator().validate(new StreamSource(new StringReader(xml)));
      assertThat(JUnitXml.of(all(text))).isEqualTo(xml);
      Element suite = (Element) document(xml).getElementsByTagName("testsuite").item(0);
      assertThat(suite.getAttribute("tests")).isEqualTo("3");
      assertThat(suite.getAttribute("failures")).isEqualTo("1");
      assertThat(suite.getAttribute("errors")).isEqualTo("1");
      assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    }
    Element failure =
        (Element) document(JUnitXml.of(all("sub1"))).getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message"))
        .isEqualTo("trace 1, delivery hop to sub1, frame 31 of capture 2: delivered at QoS 2 sub1");
    assertThat(failure.getTextContent()).contains("and 3 more", "at e,1:2.yaml:7");
  }

  @Test
  void mavensReportReadsIt(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("TEST-hopscope.xml"), JUnitXml.of(all(HOSTILE)));
    SurefireReportParser parser =
        new SurefireReportParser(List.of(folder.toFile()), new NullConsoleLogger());
    ReportTestSuite suite = parser.parseXMLReportFiles().get(0);
    assertThat(suite.getNumberOfTests()).isEqualTo(3);
    assertThat(suite.getNumberOfFailures()).isEqualTo(1);
    assertThat(suite.getNumberOfErrors()).isEqualTo(1);
    ReportTestCase failed = suite.getTestCases().get(1);
    assertThat(failed.hasFailure()).isTrue();
    assertThat(failed.getFailureMessage())
        .startsWith("trace 1, delivery hop to a\"'<script>alert(1)</script>&]]>|`*_\\x00\\x1b[31m");
  }

  @Test
  void annotationsAreOneLineEachAndCannotBeBrokenOutOf() {
    List<String> lines = GitHubAnnotations.of(all(HOSTILE));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("::error file=e%2C1%3A2.yaml,line=7,title=");
    assertThat(lines.get(1)).startsWith("::warning file=");
    for (String line : lines) {
      assertThat(line).doesNotContain("\n", "\r", "\u001b").contains("%250A");
      String title = line.substring(line.indexOf("title=") + 6);
      assertThat(title.substring(0, title.indexOf("::"))).doesNotContain(",", ":");
    }
  }

  @Test
  void markdownShowsTextAsText() {
    String text = VerdictMarkdown.of(all(HOSTILE), List.of(), 1 << 20);
    assertThat(text).doesNotContain("<script", "\u001b", "\u202e", "`", "www.", "\r");
    assertThat(text.lines().filter(line -> line.startsWith("|"))).hasSize(9);
    assertThat(text.lines().filter(line -> line.startsWith("| a")))
        .allSatisfy(line -> assertThat(line.chars().filter(c -> c == '|').count()).isIn(3L, 5L));
  }

  @Test
  void markdownStaysUnderItsLimitAndSaysSo() {
    List<Verdict> many =
        new ArrayList<>(Collections.nCopies(100_000, verdict(Status.FAIL, "x", 0)));
    String text = VerdictMarkdown.of(many, List.of(), 1 << 20);
    assertThat(text.length()).isBetween((1 << 20) - 1000, 1 << 20);
    assertThat(text).endsWith("*Cut here: the rest has no room in a summary.*\n");
    assertThat(VerdictMarkdown.of(many, List.of(), 100)).isEmpty();
    assertThat(VerdictMarkdown.of(all("x"), List.of(), 1 << 20)).doesNotContain("Cut here");
  }

  @Test
  void theListForPeopleHasNoControlCharacters() {
    String text = VerdictText.of(all(HOSTILE), true);
    assertThat(text).doesNotContain("\u001b", "\u202e", "\u0000", "\r");
    assertThat(text.lines().filter(line -> line.startsWith("FAIL"))).hasSize(1);
    assertThat(text)
        .endsWith(
            "3 expectations: 1 pass, 1 fail, 1 cannot be told, since the capture is not whole\n");
    assertThat(VerdictText.of(all("ü"), false)).doesNotContain("ü");
  }
}
