package dev.hopscope.mqtt;

import dev.hopscope.bytes.Utf8Check;
import dev.hopscope.bytes.VariableByteInteger;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over one packet's body that notes what is wrong instead of throwing.
 *
 * <p>The body may be longer than the bytes at hand (a hole, a limit, a cut). A field that needs
 * bytes the body does not have is noted as {@link #shortNote}; one that needs bytes that are merely
 * not there is not noted. Either way {@link #failed()} is true from then on and every read gives -1
 * or null.
 */
final class PacketReader {
  private final Utf8Check utf8 = new Utf8Check();
  private static final byte[] NOTHING = {};

  private byte[] data = NOTHING;
  private int start;
  private int position;
  private int end;
  private int bodyEnd;
  private int headerLength;
  private Notes notes;
  private boolean failed;
  private int textStart;
  private int textLength;

  /** The note for a field that the body is too short for. */
  Note shortNote = Note.BODY_TOO_SHORT;

  /**
   * Starts over.
   *
   * @param offset where the body starts in {@code data}
   * @param available how many of its bytes are there
   * @param length how many it has
   * @param headerLength bytes of the packet before the body
   */
  PacketReader set(
      byte[] data, int offset, int available, int length, int headerLength, Notes notes) {
    this.data = data;
    this.start = offset;
    this.position = offset;
    this.end = offset + available;
    this.bodyEnd = offset + length;
    this.headerLength = headerLength;
    this.notes = notes;
    this.failed = false;
    this.shortNote = Note.BODY_TOO_SHORT;
    return this;
  }

  byte[] data() {
    return data;
  }

  /** Lets go of the bytes. */
  void release() {
    data = NOTHING;
  }

  /** Index of the next byte in {@link #data()}. */
  int position() {
    return position;
  }

  /** Bytes of the body before the next one. */
  int consumed() {
    return position - start;
  }

  /** Whether a field did not decode. */
  boolean failed() {
    return failed;
  }

  /** Whether the next byte, if any, lies behind the body. */
  boolean atEnd() {
    return position >= bodyEnd;
  }

  /** Whether every byte of the body before the next one is at hand. */
  boolean hasAllBefore() {
    return position <= end;
  }

  /** Bytes of the body from here to its end. */
  int left() {
    return bodyEnd - position;
  }

  /** Adds a note at the next byte. */
  void note(Note note) {
    noteAt(note, position);
  }

  /** Adds a note at an index of {@link #data()}. */
  void noteAt(Note note, int index) {
    notes.add(note, headerLength + index - start);
  }

  /** Notes bytes behind the last field. */
  void expectEnd(Note note) {
    if (!failed && position < bodyEnd) {
      note(note);
    }
  }

  private boolean has(int count) {
    if (failed) {
      return false;
    }
    if (position + (long) count <= end) {
      return true;
    }
    if (position + (long) count > bodyEnd) {
      note(shortNote);
    }
    failed = true;
    return false;
  }

  int u8() {
    return has(1) ? data[position++] & 0xff : -1;
  }

  int u16() {
    if (!has(2)) {
      return -1;
    }
    position += 2;
    return (data[position - 2] & 0xff) << 8 | data[position - 1] & 0xff;
  }

  long u32() {
    if (!has(4)) {
      return -1;
    }
    long high = u16();
    return high << 16 | u16();
  }

  /** A packet identifier, which is never 0. */
  int packetId() {
    int at = position;
    int id = u16();
    if (id == 0) {
      noteAt(Note.PACKET_ID_ZERO, at);
    }
    return id;
  }

  /** A Variable Byte Integer; one of more than four bytes ends decoding. */
  int variable() {
    long read = VariableByteInteger.read(data, position, failed ? position : end);
    if (read == VariableByteInteger.MALFORMED) {
      note(Note.VARIABLE_INTEGER);
      failed = true;
      return -1;
    }
    if (read == VariableByteInteger.INCOMPLETE) {
      has(end - position + 1);
      return -1;
    }
    if (!VariableByteInteger.isMinimal(read)) {
      note(Note.VARIABLE_INTEGER);
    }
    position += VariableByteInteger.size(read);
    return VariableByteInteger.value(read);
  }

  /** Steps over a string or binary field; where it lies tell {@link #textStart} and -Length. */
  boolean span() {
    int length = u16();
    if (failed || !has(length)) {
      return false;
    }
    textStart = position;
    textLength = length;
    position += length;
    return true;
  }

  /** Where the last {@link #span()} lies in {@link #data()}. */
  int textStart() {
    return textStart;
  }

  /** Bytes of the last {@link #span()}. */
  int textLength() {
    return textLength;
  }

  /** A string; null if it is not there or not UTF-8. */
  String text(Note illFormed) {
    return span() && checkText(illFormed) ? lastText() : null;
  }

  /** The last {@link #span()} as text. */
  String lastText() {
    return new String(data, textStart, textLength, StandardCharsets.UTF_8);
  }

  /** Notes what is wrong with the last {@link #span()} as a string; false if it is not UTF-8. */
  boolean checkText(Note illFormed) {
    utf8.reset().accept(data, textStart, textLength);
    if (!utf8.isWellFormed()) {
      noteAt(illFormed, textStart);
      return false;
    }
    if (utf8.hasNul()) {
      noteAt(Note.NUL_CHARACTER, textStart);
    } else if (utf8.hasControl()) {
      noteAt(Note.CONTROL_CHARACTER, textStart);
    }
    return true;
  }

  /** Whether the last {@link #span()} has {@code +} or {@code #}. */
  boolean hasWildcard() {
    for (int i = textStart; i < textStart + textLength; i++) {
      if (data[i] == '+' || data[i] == '#') {
        return true;
      }
    }
    return false;
  }

  /** Moves to an index, from which decoding goes on. */
  void resumeAt(int index) {
    position = index;
    failed = false;
  }

  /** Ends decoding. */
  void fail() {
    failed = true;
  }

  /** Makes the body end at an index before its end, and says where both ends were. */
  long narrow(int index) {
    long ends = (long) end << 32 | bodyEnd;
    bodyEnd = index;
    end = Math.min(end, index);
    return ends;
  }

  /** Undoes {@link #narrow}. */
  void widen(long ends) {
    end = (int) (ends >>> 32);
    bodyEnd = (int) ends;
  }
}
