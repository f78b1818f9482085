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
    MIDDLE,
    /** Inside a PROXY header. */
    PROXY_HEADER
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
  private ProxyReader proxy;

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
    int from = 0;
    if (target == null) {
      from = judge(data, offset, count, position, at);
      if (target == null) {
        return;
      }
    }
    if (from < count) {
      target.onBytes(data, offset + from, count - from, position + from, at);
    }
  }

  // Returns with a target if the connection is judged; whoever calls passes the bytes on then, but
  // for as many as were a PROXY header's.
  private int judge(byte[] data, int offset, int count, long position, Provenance at) {
    if (mode == Mode.START) {
      judgeStart(data, offset, count, at);
    } else if (mode == Mode.MAYBE_START) {
      judgeFirstCaptured(data, offset, count, at);
    }
    if (mode == Mode.PROXY_HEADER) {
      return strip(data, offset, count, position, at);
    }
    if (target == null && mode != Mode.START) {
      judgeMiddle(data, offset, count, position, at);
    } else if (target == null) {
      hold(Held.bytes(side, data, offset, count, position, at));
    }
    return 0;
  }

  private void judgeStart(byte[] data, int offset, int count, Provenance at) {
    int before = length;
    append(data, offset, count, TransportOptions.HELD_HTTP_BYTES);
    Opening opening = opening(window, length);
    if (opening == Opening.UNDECIDED && length >= Opening.bytesNeeded(window, length)) {
      opening = Opening.OTHER;
    }
    if (opening == Opening.PROXY_HEADER) {
      beginProxyHeader(before);
    } else if (opening.transport != null) {
      connection.recognise(opening.transport, opening.clientSide(side), opening.basis, at);
    } else if (opening == Opening.ANSWER) {
      mode = Mode.ANSWER;
      length = 0;
    } else if (opening == Opening.OTHER) {
      judgeUnknownStart(data, offset, count, at);
    }
  }

  // a second header is none
  private Opening opening(byte[] data, int available) {
    Opening opening = Opening.of(data, available);
    boolean again = opening == Opening.PROXY_HEADER && connection.proxied();
    return again ? Opening.OTHER : opening;
  }

  // its first bytes may have come one by one
  private void beginProxyHeader(int before) {
    mode = Mode.PROXY_HEADER;
    proxy = new ProxyReader();
    proxy.accept(window, 0, before);
    forget();
  }

  private void forget() {
    connection.drop(side);
    length = 0;
    calls = 0;
  }

  private int strip(byte[] data, int offset, int count, long position, Provenance at) {
    int taken = proxy.accept(data, offset, count);
    switch (proxy.state()) {
      case MORE -> {
        // all of it belonged to the header
      }
      case WRONG -> {
        connection.proxied(side, proxy.header());
        connection.recognise(Transport.PROXIED, side, Opening.PROXY_HEADER.basis, at);
      }
      case DONE -> {
        connection.proxied(side, proxy.header());
        mode = proxy.hasGap() ? Mode.MAYBE_START : Mode.START;
        if (taken < count) {
          judge(data, offset + taken, count - taken, position + taken, at);
        }
      }
      case LOST -> {
        connection.proxied(side, proxy.header());
        mode = Mode.MIDDLE;
        judge(data, offset, count, position, at);
        return 0;
      }
    }
    return taken;
  }

  // Only a start looks like one; what does not is judged as from the middle.
  private void judgeFirstCaptured(byte[] data, int offset, int count, Provenance at) {
    mode = Mode.MIDDLE;
    int most = Math.min(count, TransportOptions.HELD_HTTP_BYTES);
    byte[] first = Arrays.copyOfRange(data, offset, offset + most);
    Opening opening = opening(first, most);
    if (opening == Opening.PROXY_HEADER) {
      beginProxyHeader(0);
    } else if (opening.transport != null) {
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
      if (target != null) {
        return;
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
    return mode == Mode.PROXY_HEADER || mode == Mode.START && (length > 0 || proxy != null);
  }

  private void hold(Held call) {
    calls++;
    if (!connection.hold(call)) {
      connection.other();
    }
  }

  // Gives up everything before a position: the first packet may begin at a later segment.
  private void skip(long end, Provenance at) {
    pass(end, at);
    long allowed = connection.onMqttPort() ? connection.options.searchBytes() : 0;
    if (target == null && !hopeless && end > allowed) {
      hopeless = true;
      connection.giveUp();
    }
  }

  // Replaces what is held by a gap that reaches to a position.
  private void pass(long end, Provenance at) {
    forget();
    if (skipped == null) {
      skipped = Held.gap(side, 0, 0, GapCause.LIMIT, at);
    }
    skipped.extendTo(end, at);
    hold(skipped);
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
    if (mode == Mode.PROXY_HEADER) {
      gapInProxyHeader(count);
    } else if (mode == Mode.START) {
      boolean first = cause == GapCause.CAPTURE_START && length == 0;
      mode = first ? Mode.MAYBE_START : Mode.MIDDLE;
    } else if (mode == Mode.MAYBE_START) {
      mode = Mode.MIDDLE;
    }
    length = 0;
    hold(Held.gap(side, position, count, cause, at));
    if (target == null && calls > HELD_CALLS) {
      skip(position + count, at);
    }
  }

  private void gapInProxyHeader(long count) {
    proxy.gap(count);
    if (proxy.state() == ProxyReader.State.DONE) {
      connection.proxied(side, proxy.header());
      mode = Mode.MAYBE_START;
    } else if (proxy.state() == ProxyReader.State.LOST) {
      connection.proxied(side, proxy.header());
      mode = Mode.MIDDLE;
    }
  }

  @Override
  public ByteStage successor() {
    return target == null ? this : target;
  }

  @Override
  public void onStanding() {
    if (target != null) {
      target.onStanding();
    }
  }

  @Override
  public void onEnd(EndCause cause, Provenance at) {
    if (target != null) {
      target.onEnd(cause, at);
      return;
    }
    ended = true;
    hold(Held.end(side, cause, at));
    if (target == null) {
      connection.giveUp();
    }
  }
}
