package dev.hopscope.net;

/** A header of fixed length that tells nothing we need. */
record Skip(int length, Layer next) implements Layer {
  @Override
  public Layer strip(PacketCursor cursor) {
    return cursor.skipChecked(length, next);
  }
}
