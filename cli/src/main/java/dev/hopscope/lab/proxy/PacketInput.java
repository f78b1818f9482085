package dev.hopscope.lab.proxy;

import dev.hopscope.mqtt.PacketType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts one direction of a connection into packets. */
final class PacketInput {
  /** Longer packets are not the lab's: one is held in memory as a whole, and in the log. */
  static final int MOST_BYTES = 16 << 20;

  private static final int LONGEST_HEADER = 5;

  private final InputStream in;

  PacketInput(InputStream in) {
    this.in = in;
  }

  /**
   * The next packet.
   *
   * @param version what {@link Version} holds decides how a PUBLISH is read
   * @return null at the end of the stream
   * @throws EOFException if it ends inside a packet
   * @throws IOException also for what cannot be a packet
   */
  WirePacket next(Version version) throws IOException {
    byte[] header = new byte[LONGEST_HEADER];
    int first = in.read();
    if (first < 0) {
      return null;
    }
    header[0] = (byte) first;
    int used = 1;
    int length = 0;
    do {
      if (used == LONGEST_HEADER) {
        throw new IOException("the Remaining Length has more than four bytes");
      }
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ends inside a packet");
      }
      header[used] = (byte) next;
      length |= (next & 0x7f) << 7 * (used - 1);
      used++;
    } while (header[used - 1] < 0);
    if (length > MOST_BYTES) {
      throw new IOException("a packet of " + length + " bytes is more than the lab holds");
    }
    byte[] bytes = Arrays.copyOf(header, used + length);
    if (in.readNBytes(bytes, used, length) < length) {
      throw new EOFException("the connection ends inside a packet");
    }
    WirePacket packet = WirePacket.of(bytes, used, version.level);
    if (packet.type() == PacketType.CONNECT) {
      version.level = packet.protocolLevel(used);
    }
    return packet;
  }

  /** The protocol level of a connection, known to both of its directions. */
  static final class Version {
    private volatile int level;
  }
}
