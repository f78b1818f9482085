package dev.hopscope.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/** Prints a document with one element of its arrays a line: small, and fit for a line diff. */
final class DocumentPrinter implements PrettyPrinter {
  private int depth;

  @Override
  public void writeRootValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw('\n');
  }

  @Override
  public void writeStartObject(JsonGenerator out) throws IOException {
    out.writeRaw('{');
    depth++;
  }

  @Override
  public void writeEndObject(JsonGenerator out, int entries) throws IOException {
    depth--;
    out.writeRaw(depth == 0 ? "\n}" : "}");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
    out.writeRaw(depth == 1 ? ",\n  " : ",");
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw(depth == 1 ? ": " : ":");
  }

  @Override
  public void writeStartArray(JsonGenerator out) throws IOException {
    out.writeRaw('[');
    depth++;
  }

  @Override
  public void writeEndArray(JsonGenerator out, int values) throws IOException {
    depth--;
    out.writeRaw(depth == 1 && values > 0 ? "\n  ]" : "]");
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw(depth == 2 ? ",\n    " : ",");
  }

  @Override
  public void beforeArrayValues(JsonGenerator out) throws IOException {
    out.writeRaw(depth == 2 ? "\n    " : "");
  }

  @Override
  public void beforeObjectEntries(JsonGenerator out) throws IOException {
    out.writeRaw(depth == 1 ? "\n  " : "");
  }
}
