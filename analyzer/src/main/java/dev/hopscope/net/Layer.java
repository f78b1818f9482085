package dev.hopscope.net;

/** One kind of header. Stateless: what is met in a frame is kept by the {@link PacketCursor}. */
interface Layer {
  /**
   * Reads the header that the cursor stands at, and moves the cursor behind it.
   *
   * @return the layer that comes next; null at the end, with {@link PacketCursor#outcome} set
   */
  Layer strip(PacketCursor cursor);
}
