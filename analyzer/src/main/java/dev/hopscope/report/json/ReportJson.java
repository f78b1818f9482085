package dev.hopscope.report.json;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.text.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Locale;

/** How model records become JSON: their fields in order, nulls kept, control characters escaped. */
public final class ReportJson {
  private ReportJson() {}

  /**
   * Writes one document and a line feed, and flushes; the stream stays open. A failed write is
   * thrown as {@link UncheckedIOException}.
   *
   * @param document a record or map; an element of its arrays takes a line
   */
  public static void write(OutputStream out, Object document) {
    try {
      elements().writer(new DocumentPrinter()).writeValue(out, document);
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mapper for elements inside a document. */
  static ObjectMapper elements() {
    return ElementMapper.SHARED;
  }

  /** The mapper for lines: {@code kind} comes before the element's own fields. */
  static ObjectMapper lines() {
    return LineMapper.SHARED;
  }

  /** A text or a list as a piece of a line. */
  static byte[] value(Object value) {
    try {
      return lines().writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      // nothing in records and texts can fail, and nothing is read or written
      throw new UncheckedIOException(e);
    }
  }

  /** For each ASCII character 0 if it is written as itself. */
  static int[] asciiEscapes() {
    return Escapes.ascii();
  }

  // Finding out how records become JSON costs more than a small report: each mapper does so once.
  private static final class ElementMapper {
    static final ObjectMapper SHARED =
        mapper()
            .addMixIn(ReportModel.Capture.class, Partial.class)
            .addMixIn(ReportModel.Broker.class, Partial.class)
            .addMixIn(ReportModel.Connection.class, Partial.class)
            .addMixIn(ReportModel.Session.class, Partial.class)
            .build();
  }

  private static final class LineMapper {
    static final ObjectMapper SHARED =
        mapper()
            .addMixIn(ReportModel.Header.class, HeaderLine.class)
            .addMixIn(ReportModel.Capture.class, CaptureLine.class)
            .addMixIn(ReportModel.Broker.class, BrokerLine.class)
            .addMixIn(ReportModel.Connection.class, ConnectionLine.class)
            .addMixIn(ReportModel.Session.class, SessionLine.class)
            .addMixIn(ReportModel.Flow.class, FlowLine.class)
            .addMixIn(ReportModel.Gap.class, GapLine.class)
            .addMixIn(ReportModel.Finding.class, FindingLine.class)
            .addMixIn(ReportModel.Trace.class, TraceLine.class)
            .addMixIn(ReportModel.LateDelivery.class, DeliveryLine.class)
            .addMixIn(ReportModel.Summary.class, SummaryLine.class)
            .build();
  }

  private static JsonMapper.Builder mapper() {
    return JsonMapper.builder(factory())
        .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY);
  }

  /** A factory that escapes as the mappers do and leaves the stream open. */
  static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .characterEscapes(new Escapes())
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .build();
  }

  @Retention(RetentionPolicy.RUNTIME)
  @JacksonAnnotationsInside
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private @interface Line {}

  interface Partial {
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    boolean partial();
  }

  @Line
  @JsonTypeName("header")
  private interface HeaderLine {}

  @Line
  @JsonTypeName("capture")
  private interface CaptureLine extends Partial {}

  @Line
  @JsonTypeName("broker")
  private interface BrokerLine extends Partial {}

  @Line
  @JsonTypeName("connection")
  private interface ConnectionLine extends Partial {}

  @Line
  @JsonTypeName("session")
  private interface SessionLine extends Partial {}

  @Line
  @JsonTypeName("flow")
  private interface FlowLine {}

  @Line
  @JsonTypeName("gap")
  private interface GapLine {}

  @Line
  @JsonTypeName("finding")
  private interface FindingLine {}

  @Line
  @JsonTypeName("trace")
  private interface TraceLine {}

  @Line
  @JsonTypeName("delivery")
  private interface DeliveryLine {}

  @Line
  @JsonTypeName("summary")
  private interface SummaryLine {}

  /**
   * Escapes what a terminal or a line-oriented reader may act on. JSON itself asks only for C0.
   * Surrogates are escaped too, so that a lone one cannot stop the writer.
   */
  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int[] ASCII = ascii();

    private static int[] ascii() {
      int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
      escapes[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ASCII;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      if (!SafeText.unsafe(character)) {
        return null;
      }
      return new SerializedString(String.format(Locale.ROOT, "\\u%04x", character));
    }
  }
}
