package dev.hopscope.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hopscope.report.DecodedPacket;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportModel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes decoded packets as JSON: one line a packet or gap after a header line, or one array of the
 * same objects without a header. Keeps nothing. Flushes at the end and never closes the stream; a
 * failed write is thrown as {@link UncheckedIOException}.
 */
public final class DecodeJsonWriter implements PacketSink {
  private final OutputStream out;
  private final JsonGenerator generator;
  private final PacketJson packets;
  private final boolean lines;
  private boolean any;

  private DecodeJsonWriter(OutputStream out, int payloadBytes, boolean lines) {
    this.out = out;
    this.lines = lines;
    try {
      generator = ReportJson.factory().createGenerator(out);
      generator.setRootValueSeparator(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    packets = new PacketJson(generator, payloadBytes);
  }

  /**
   * A writer of lines, which writes its header.
   *
   * @param out buffered by the caller
   * @param version of the program
   * @param payloadBytes at most this much of a payload is written
   */
  public static DecodeJsonWriter lines(OutputStream out, String version, int payloadBytes) {
    DecodeJsonWriter writer = new DecodeJsonWriter(out, payloadBytes, true);
    writer.header(version);
    return writer;
  }

  /** A writer of one array; parameters as those of {@link #lines}. */
  public static DecodeJsonWriter array(OutputStream out, int payloadBytes) {
    return new DecodeJsonWriter(out, payloadBytes, false);
  }

  private void header(String version) {
    try {
      generator.writeStartObject();
      generator.writeStringField("kind", "header");
      generator.writeNumberField("schemaVersion", ReportModel.SCHEMA_VERSION);
      generator.writeStringField("program", "hopscope");
      generator.writeStringField("version", version);
      generator.writeEndObject();
      generator.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void packet(DecodedPacket packet) {
    try {
      before();
      packets.write(packet);
      after();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    try {
      before();
      packets.write(gap);
      after();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void end() {
    try {
      if (!lines) {
        generator.writeRaw(any ? "\n]\n" : "[]\n");
      }
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void idle() {
    try {
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void flush() throws IOException {
    generator.flush();
    out.flush();
  }

  private void before() throws IOException {
    if (!lines) {
      generator.writeRaw(any ? ",\n  " : "[\n  ");
    }
    any = true;
  }

  private void after() throws IOException {
    if (lines) {
      generator.writeRaw('\n');
    }
  }
}
