package dev.hopscope.net;

/** Cisco's FabricPath: behind its EtherType a tag of two bytes, and the frame that it carries. */
final class FabricPath {
  static final Layer LAYER = new Skip(2, EthernetLink.LAYER);

  private FabricPath() {}
}
