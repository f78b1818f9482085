package dev.hopscope.mqtt;

/**
 * What a framer keeps at most. A body that lies whole in the bytes of one call is decoded in place;
 * the limits hold for it all the same, so that the segmentation changes nothing.
 *
 * @param headBytes most bytes of a body that are decoded: of a PUBLISH without its payload, of
 *     other packets all of it; what exceeds it is framed only
 * @param payloadBytes first bytes of a payload that are kept
 */
public record FramerLimits(int headBytes, int payloadBytes) {
  /** 1 MiB and 256 bytes. */
  public static final FramerLimits DEFAULT = new FramerLimits(1 << 20, 256);

  /** The defaults with another number of payload bytes. */
  public FramerLimits withPayloadBytes(int bytes) {
    return new FramerLimits(headBytes, bytes);
  }
}
