package dev.hopscope.mqtt;

import dev.hopscope.bytes.Digest64;
import dev.hopscope.bytes.Utf8Check;
import java.util.Arrays;

/**
 * What is kept of a payload that comes in pieces: its first bytes, its digest, whether it is UTF-8.
 */
final class PayloadCollector {
  private final Digest64 digest = new Digest64();
  private final Utf8Check utf8 = new Utf8Check();
  private final int limit;
  private byte[] first = new byte[0];
  private int kept;
  private boolean complete;

  PayloadCollector(int limit) {
    this.limit = limit;
  }

  void reset() {
    digest.reset();
    utf8.reset();
    kept = 0;
    complete = true;
  }

  void bytes(byte[] data, int offset, int length) {
    if (!complete) {
      // behind a hole neither the digest nor the first bytes can be told
      return;
    }
    digest.update(data, offset, length);
    utf8.accept(data, offset, length);
    int wanted = Math.min(limit - kept, length);
    if (wanted > 0) {
      if (kept + wanted > first.length) {
        first = Arrays.copyOf(first, Math.min(limit, Math.max(2 * first.length, kept + wanted)));
      }
      System.arraycopy(data, offset, first, kept, wanted);
      kept += wanted;
    }
  }

  void gap() {
    complete = false;
  }

  boolean isComplete() {
    return complete;
  }

  long digest() {
    return digest.value();
  }

  boolean isUtf8() {
    return complete && utf8.isWellFormed();
  }

  byte[] kept() {
    return Arrays.copyOf(first, kept);
  }
}
