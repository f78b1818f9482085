package dev.hopscope.bytes;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * A 64-bit digest (XXH3) that tells contents apart; it withstands chance, not malice.
 *
 * <p>Bytes that lie together are digested by {@link #of} without any state. Bytes that come in
 * pieces go through an instance, whose state is allocated by the first {@link #update} and used
 * again after {@link #reset}; both ways give the same value. An instance belongs to one thread.
 */
public final class Digest64 {
  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private HashStream64 stream;

  /** The digest of bytes that lie together. */
  public static long of(byte[] data, int offset, int length) {
    return HASHER.hashBytesToLong(data, offset, length);
  }

  /** Forgets the bytes so far. */
  public void reset() {
    if (stream != null) {
      stream.reset();
    }
  }

  /** Takes the next bytes. */
  public void update(byte[] data, int offset, int length) {
    if (stream == null) {
      stream = HASHER.hashStream();
    }
    stream.putBytes(data, offset, length);
  }

  /** The digest of the bytes since the last {@link #reset}. */
  public long value() {
    return stream == null ? HASHER.hashBytesToLong(new byte[0], 0, 0) : stream.getAsLong();
  }
}
