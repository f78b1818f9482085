package dev.hopscope.hostile;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A capture without a file: frames of raw IPv4 with one TCP segment each, made as they are pulled.
 * Every connection's sequence numbers are right; checksums are not, as on a host that offloads
 * them.
 */
final class HostileSource implements CaptureSource {
  /** What an attack says: one segment. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Say(int connection, boolean fromClient, int flags, byte[] bytes) {}

  static final int SYN = 2;
  static final int ACK = 0x10;
  static final int FIN = 1;
  private static final int RAW = 101;
  private static final int HEADERS = 40;
  private static final long START_NANOS = 1_790_000_000_000_000_000L;

  private final Attack attack;
  private final int[] clientNext;
  private final int[] serverNext;
  private byte[] buffer = new byte[0];
  private long frames;

  HostileSource(Attack attack) {
    this.attack = attack;
    this.clientNext = new int[attack.connections];
    this.serverNext = new int[attack.connections];
  }

  @Override
  public boolean next(Frame frame) {
    if (frames >= attack.frames()) {
      return false;
    }
    Say say = attack.say(frames++);
    int length = HEADERS + say.bytes.length;
    if (buffer.length < length) {
      buffer = new byte[length];
    }
    write(say, length);
    long time = START_NANOS + frames * attack.nanosApart;
    frame.wrap(1, frames, time, RAW, buffer, 0, length, length);
    return true;
  }

  private void write(Say say, int length) {
    int client = 0x0a00_0000 | say.connection >>> 12;
    int server = attack.manyServers ? 0x0b00_0000 | say.connection : 0x0b00_0001;
    int clientPort = 20_000 + (say.connection & 0xfff);
    ByteBuffer ip = ByteBuffer.wrap(buffer, 0, length);
    ip.putShort((short) 0x4500).putShort((short) (length > 0xffff ? 0 : length));
    ip.putInt(0).putShort((short) 0x4006).putShort((short) 0);
    ip.putInt(say.fromClient ? client : server).putInt(say.fromClient ? server : client);
    ip.putShort((short) (say.fromClient ? clientPort : 1883));
    ip.putShort((short) (say.fromClient ? 1883 : clientPort));
    int[] own = say.fromClient ? clientNext : serverNext;
    int[] others = say.fromClient ? serverNext : clientNext;
    ip.putInt(own[say.connection]).putInt(others[say.connection]);
    ip.put((byte) 0x50).put((byte) say.flags).putShort((short) 8192).putInt(0);
    ip.put(say.bytes);
    own[say.connection] += say.bytes.length + ((say.flags & (SYN | FIN)) != 0 ? 1 : 0);
  }

  @Override
  public CaptureInfo info() {
    return new CaptureInfo(1, attack.name(), "pcap", List.of("RAW"), frames, -1, null, null);
  }

  @Override
  public void close() {
    // there is no file
  }
}
