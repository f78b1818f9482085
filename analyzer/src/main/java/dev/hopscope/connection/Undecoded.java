package dev.hopscope.connection;

import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;

/** One direction of a connection whose content is named but not decoded: only its end counts. */
record Undecoded(Ends ends, int side) implements ByteStage {
  @Override
  public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
    // nothing can be said about encrypted or wrapped bytes
  }

  @Override
  public void onGap(long position, long length, GapCause cause, Provenance at) {
    // a gap in bytes that are not decoded hides nothing more
  }

  @Override
  public void onStanding() {
    ends.onStanding();
  }

  @Override
  public void onEnd(EndCause cause, Provenance at) {
    ends.onEnd(side, cause, at);
  }
}
