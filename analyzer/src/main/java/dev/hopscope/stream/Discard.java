package dev.hopscope.stream;

/** The consumer of a direction that nobody wants. */
enum Discard implements ByteStage {
  INSTANCE;

  @Override
  public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {}

  @Override
  public void onGap(long position, long length, GapCause cause, Provenance at) {}

  @Override
  public void onEnd(EndCause cause, Provenance at) {}
}
