package dev.hopscope.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hopscope.report.ReportModel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * What is written by hand is what a mapper writes. The elements are made of all components that
 * their records have, so one that is added, and not written, is missed here.
 */
class MessageLinesTest {
  private static final int ELEMENTS = 2_000;

  private final RandomElements elements = new RandomElements(7);

  private <T extends Record> void compare(Class<T> type, BiConsumer<MessageLines, T> write)
      throws JsonProcessingException {
    for (int i = 0; i < ELEMENTS; i++) {
      T element = elements.element(type);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      JsonBytes json = new JsonBytes(out);
      write.accept(new MessageLines(json), element);
      json.drain();
      String expected = ReportJson.lines().writeValueAsString(element) + "\n";
      assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    }
  }

  @Test
  void flows() throws JsonProcessingException {
    compare(ReportModel.Flow.class, MessageLines::flow);
  }

  @Test
  void traces() throws JsonProcessingException {
    compare(ReportModel.Trace.class, MessageLines::trace);
  }

  @Test
  void lateDeliveries() throws JsonProcessingException {
    compare(ReportModel.LateDelivery.class, MessageLines::delivery);
  }

  @Test
  void everyCharacter() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = "a" + (char) c + "b";
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      JsonBytes json = new JsonBytes(out);
      json.value(text).drain();
      assertThat(out.toByteArray()).isEqualTo(ReportJson.value(text));
    }
  }

  @Test
  void linesFollowEachOtherOverTheEndsOfTheBuffer() throws JsonProcessingException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonBytes json = new JsonBytes(out);
    MessageLines lines = new MessageLines(json);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < ELEMENTS; i++) {
      ReportModel.Flow flow = elements.element(ReportModel.Flow.class);
      lines.flow(flow);
      expected.append(ReportJson.lines().writeValueAsString(flow)).append('\n');
    }
    json.drain();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
  }
}
