package dev.hopscope.transport;

import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import java.util.Arrays;

/** Judges one direction, and passes everything on once its connection is judged. */
final class DirectionProbe implements ByteStage {
  /** Calls that may be held, gaps included. */
  private static final int HELD_CALLS = 32;

  private static final byte[] NOTHING = {};

  private enum Mode {
    /** From the first byte of the stream, captured without a gap. */
    START,
    /** Begins with an answer to a CONNECT that may have been lost. */
    ANSWER,
    /** The handshake is missing, and nothing was captured yet: it may yet be the start. */
    MAYBE_START,
    /** The start is missing. */
    MIDDLE
  }

  private final ConnectionProbe connection;
  private final int side;
  private ByteStage target;
  private Mode mode = Mode.START;
  private byte[] window = NOTHING;
  private int length;
  private int calls;
  private boolean hopeless;
  private boolean ended;
  private Held skipped;

  DirectionProbe(ConnectionProbe connection, int side) {
    this.connection = connection;
    this.side = side;
  }

  ByteStage target() {
    return target;
  }

  boolean hopeless() {
    return hopeless || ended;
  }

  void settle(ByteStage consumer) {
    target = consumer;
    window = NOTHING;
    skipped = null;
  }

  @Override
  public void onBytes(byte[] data, int offset, int count, long position, Provenance at) {
    if (target == null) {
      judge(data, offset, count, position, at);
      if (target == null) {
        return;
      }
    }
    target.onBytes(data, offset, count, position, at);
  }

  // Returns with a target if the connection is judged; whoever calls passes the bytes on then.
  private void judge(byte[] data, int offset, int count, long position, Provenance at) {
    if (mode == Mode.START) {
      judgeStart(data, offset, count, at);
    } else if (mode == Mode.MAYBE_START) {
      judgeFirstCaptured(data, offset, count, at);
    }
    if (target == null && mode != Mode.START) {
      judgeMiddle(data, offset, count, position, at);
    } else if (target == null) {
      hold(Held.bytes(side, data, offset, count, position, at));
    }
  }

  private void judgeStart(byte[] data, int offset, int count, Provenance at) {
    append(data, offset, count, TransportOptions.HELD_HTTP_BYTES);
    Opening opening = Opening.of(window, length);
    if (opening == Opening.UNDECIDED && length >= Opening.bytesNeeded(window, length)) {
      opening = Opening.OTHER;
    }
    if (opening.transport != null) {
      connection.recognise(opening.transport, opening.clientSide(side), opening.basis, at);
    } else if (opening == Opening.ANSWER) {
      mode = Mode.ANSWER;
      length = 0;
    } else if (opening == Opening.OTHER) {
      judgeUnknownStart(data, offset, count, at);
    }
  }

  // Only a start looks like one; what does not is judged as from the middle.
  private void judgeFirstCaptured(byte[] data, int offset, int count, Provenance at) {
    mode = Mode.MIDDLE;
    int most = Math.min(count, TransportOptions.HELD_HTTP_BYTES);
    byte[] first = Arrays.copyOfRange(data, offset, offset + most);
    Opening opening = Opening.of(first, most);
    if (opening.transport != null) {
      connection.recognise(opening.transport, opening.clientSide(side), opening.basis, at);
    }
  }

  // A client that breaks [MQTT-3.1.0-1] is still worth decoding where MQTT is expected.
  private void judgeUnknownStart(byte[] data, int offset, int count, Provenance at) {
    if (connection.onMqttPort()
        && length == count
        && connection.check.evidence(data, offset, count) >= TransportOptions.EVIDENCE_ELSEWHERE) {
      connection.recognise(Transport.MQTT, -1, "first-packet", at);
    } else {
      connection.other();
    }
  }

  private void judgeMiddle(byte[] data, int offset, int count, long position, Provenance at) {
    if (hopeless) {
      skip(position + count, at);
      return;
    }
    boolean believed = mode == Mode.MIDDLE || !connection.other(side).startCaptured();
    boolean held = length > 0;
    if (held) {
      append(data, offset, count, TransportOptions.HELD_BYTES);
      if (believed && isMqtt(window, 0, length)) {
        connection.recognise(Transport.MQTT, -1, "mid-stream", at);
        return;
      }
    }
    if (believed && isMqtt(data, offset, count)) {
      if (held) {
        pass(position, at);
      }
      connection.recognise(Transport.MQTT, -1, "mid-stream", at);
      return;
    }
    if (!held) {
      append(data, offset, count, TransportOptions.HELD_BYTES);
    }
    if (length < TransportOptions.HELD_BYTES && calls < HELD_CALLS) {
      hold(Held.bytes(side, data, offset, count, position, at));
    } else {
      skip(position + count, at);
    }
  }

  private boolean isMqtt(byte[] data, int offset, int count) {
    int needed =
        connection.onMqttPort()
            ? TransportOptions.EVIDENCE_ON_MQTT_PORT
            : TransportOptions.EVIDENCE_ELSEWHERE;
    return connection.check.evidence(data, offset, count) >= needed;
  }

  /** Whether bytes from the stream's start are at hand. */
  private boolean startCaptured() {
    return mode == Mode.START && length > 0;
  }

  private void hold(Held call) {
    calls++;
    connection.hold(call);
  }

  // Gives up everything before a position: the first packet may begin at a later segment.
  private void skip(long end, Provenance at) {
    pass(end, at);
    long allowed = connection.onMqttPort() ? connection.options.searchBytes() : 0;
    if (!hopeless && end > allowed) {
      hopeless = true;
      connection.giveUp();
    }
  }

  // Replaces what is held by a gap that reaches to a position.
  private void pass(long end, Provenance at) {
    connection.drop(side);
    length = 0;
    calls = 0;
    if (skipped == null) {
      skipped = Held.gap(side, 0, 0, GapCause.LIMIT, at);
    }
    skipped.extendTo(end, at);
    connection.hold(skipped);
  }

  private void append(byte[] data, int offset, int count, int most) {
    int added = Math.min(count, most - length);
    if (length + added > window.length) {
      window = Arrays.copyOf(window, Math.max(length + added, window.length * 2));
    }
    System.arraycopy(data, offset, window, length, added);
    length += added;
  }

  @Override
  public void onGap(long position, long count, GapCause cause, Provenance at) {
    if (target != null) {
      target.onGap(position, count, cause, at);
      return;
    }
    if (mode == Mode.START) {
      boolean first = cause == GapCause.CAPTURE_START && length == 0;
      mode = first ? Mode.MAYBE_START : Mode.MIDDLE;
    } else if (mode == Mode.MAYBE_START) {
      mode = Mode.MIDDLE;
    }
    length = 0;
    hold(Held.gap(side, position, count, cause, at));
    if (calls > HELD_CALLS) {
      skip(position + count, at);
    }
  }

  @Override
  public void onEnd(EndCause cause, Provenance at) {
    if (target != null) {
      target.onEnd(cause, at);
      return;
    }
    ended = true;
    connection.hold(Held.end(side, cause, at));
    connection.giveUp();
  }
}
