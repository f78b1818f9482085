package dev.hopscope.net;

import dev.hopscope.capture.Frame;
import dev.hopscope.limits.Limits;
import java.util.List;

/**
 * Finds the TCP segment in a frame, in whatever it is wrapped. One object serves one analysis, on
 * one thread; it holds the fragments of packets that are not whole yet, within {@link
 * dev.hopscope.limits.Limits}.
 *
 * <p>Nothing that a frame holds throws; what is not TCP, cut or wrong is an {@link Outcome}.
 */
public final class SegmentDecoder {
  /** The most headers that are taken off a frame; one with more is {@link Outcome#MALFORMED}. */
  public static final int MAX_HEADERS = 32;

  private final FragmentStore fragments;
  private final PacketCursor cursor;

  /** Creates a decoder with the default limits. */
  public SegmentDecoder() {
    this(Limits.defaults());
  }

  /** Creates a decoder within the limits of a run. */
  public SegmentDecoder(Limits limits) {
    fragments = new FragmentStore(limits);
    cursor = new PacketCursor(fragments);
  }

  /**
   * Decodes a frame.
   *
   * @param segment filled if the outcome is {@link Outcome#TCP}, and then valid as long as the
   *     frame's bytes are; else its content is undefined
   */
  public Outcome decode(Frame frame, TcpSegment segment) {
    cursor.start(frame, segment);
    Layer layer = LinkType.layer(frame.linkType());
    if (layer == null) {
      return Outcome.UNSUPPORTED_LINK;
    }
    Outcome first = strip(layer);
    // A wireless aggregate may have its only segment behind other packets.
    return first == Outcome.TCP || !another(segment) ? first : Outcome.TCP;
  }

  /**
   * Decodes the next segment of the frame decoded last: an aggregate of a wireless LAN may hold
   * several. To be called until it says no.
   *
   * @param segment filled if there is one, as by {@link #decode}
   */
  public boolean another(TcpSegment segment) {
    cursor.segment = segment;
    Layer layer = cursor.turnToRest();
    while (layer != null) {
      if (strip(layer) == Outcome.TCP) {
        return true;
      }
      layer = cursor.turnToRest();
    }
    return false;
  }

  private Outcome strip(Layer outermost) {
    Layer layer = outermost;
    for (int headers = 0; layer != null && headers < MAX_HEADERS; headers++) {
      layer = layer.strip(cursor);
    }
    return layer == null ? cursor.outcome : Outcome.MALFORMED;
  }

  /**
   * How many earlier frames the frame decoded last made whole. Each of them was an {@link
   * Outcome#FRAGMENT} then; what this frame's outcome is holds for them too.
   */
  public int earlierFragments() {
    return cursor.earlierFragments;
  }

  /** The numbers of these frames, as {@link #earlierFragments()} counts them. */
  public List<Long> earlierFrames() {
    return cursor.earlierFrames;
  }

  /** The headers of the frame decoded last, as far as decoding came. */
  public Headers headers() {
    return cursor.headers;
  }

  /** Whether frames of this LINKTYPE_ value can be decoded. */
  public static boolean supports(int linkType) {
    return LinkType.layer(linkType) != null;
  }
}
