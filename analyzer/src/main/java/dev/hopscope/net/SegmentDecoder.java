package dev.hopscope.net;

import dev.hopscope.capture.Frame;

/**
 * Finds the TCP segment in a frame. One object serves one analysis, on one thread.
 *
 * <p>Nothing that a frame holds throws; what is not TCP, cut or wrong is an {@link Outcome}.
 */
public final class SegmentDecoder {
  private final PacketCursor cursor = new PacketCursor();

  /**
   * Decodes a frame.
   *
   * @param segment filled if the outcome is {@link Outcome#TCP}, and then valid as long as the
   *     frame's bytes are; else its content is undefined
   */
  public Outcome decode(Frame frame, TcpSegment segment) {
    LinkDecoder link = LinkType.decoder(frame.linkType());
    if (link == null) {
      return Outcome.UNSUPPORTED_LINK;
    }
    cursor.start(frame.data(), frame.offset(), frame.capturedLength(), frame.originalLength());
    Outcome failure = link.strip(cursor);
    if (failure == null) {
      failure =
          cursor.etherType == EtherType.IPV4
              ? Ipv4.strip(cursor, segment)
              : Ipv6.strip(cursor, segment);
    }
    if (failure != null) {
      return failure;
    }
    segment.at(frame.capture(), frame.number(), frame.timeNanos(), cursor.scope).at(frame.point());
    return Tcp.decode(cursor, segment);
  }

  /** Whether frames of this LINKTYPE_ value can be decoded. */
  public static boolean supports(int linkType) {
    return LinkType.decoder(linkType) != null;
  }
}
