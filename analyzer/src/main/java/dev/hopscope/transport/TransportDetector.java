package dev.hopscope.transport;

import dev.hopscope.limits.Limits;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.StreamListener;
import dev.hopscope.stream.TcpConnection;

/**
 * Judges what each connection carries and connects its streams with whoever decodes it.
 *
 * <p>A direction whose start was captured is judged by its first bytes: MQTT's CONNECT, a TLS
 * hello, an HTTP request for WebSocket. If they are none of these, the connection carries nothing
 * known. A PROXY header in front of them is taken off, and what follows is judged as any start. A
 * direction whose start is missing, and one that begins with an answer to a CONNECT that was not
 * captured, is put to a {@link MidStreamCheck} at each segment's start.
 *
 * <p>What is held until then is handed on in the order in which it came, with its positions and
 * frames. Bytes that were skipped while the first packet was looked for are handed on as a gap with
 * cause {@link dev.hopscope.stream.GapCause#LIMIT}.
 */
public final class TransportDetector implements StreamListener {
  private final TransportOptions options;
  private final MidStreamCheck check;
  private final Limits limits;
  private final TransportListener listener;

  /** Creates a detector with the default limits. */
  public TransportDetector(
      TransportOptions options, MidStreamCheck check, TransportListener listener) {
    this(options, check, Limits.defaults(), listener);
  }

  /** Creates a detector that tells {@code listener} what it finds. */
  public TransportDetector(
      TransportOptions options, MidStreamCheck check, Limits limits, TransportListener listener) {
    this.limits = limits;
    this.options = options;
    this.check = check;
    this.listener = listener;
  }

  @Override
  public ByteStage[] onConnection(TcpConnection connection, Provenance at) {
    return new ConnectionProbe(connection, options, check, limits, listener).stages();
  }
}
