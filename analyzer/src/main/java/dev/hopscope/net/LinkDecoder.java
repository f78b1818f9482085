package dev.hopscope.net;

/** Takes one kind of link-layer header off a frame. Stateless. */
interface LinkDecoder {
  /**
   * Moves the cursor behind the header and sets its {@code etherType} and {@code scope}.
   *
   * @return null to go on with the network layer, or why there is none
   */
  Outcome strip(PacketCursor cursor);
}
