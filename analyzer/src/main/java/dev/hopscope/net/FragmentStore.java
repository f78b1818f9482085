package dev.hopscope.net;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * IP packets of which not all fragments were seen yet, within {@link Limit#FRAGMENT_DATAGRAMS} and
 * {@link Limit#FRAGMENT_BYTES}; the oldest leave first. Of bytes that come twice the first win.
 *
 * <p>A packet that became whole, or that turned out to carry no TCP, is remembered without its
 * bytes: a mirror port may hold its fragments twice, and more of them may come.
 */
final class FragmentStore {
  /**
   * How much later than a first fragment another may come: 15 s or more in RFC 791, 30 s in Linux.
   */
  static final long TIMEOUT_NANOS = 30_000_000_000L;

  /** A mirror port repeats a frame within this time; later the identification is used again. */
  private static final long DUPLICATE_NANOS = 3_000_000L;

  /**
   * What fragments of one packet have in common (RFC 791 section 3.2, RFC 8200 section 4.5, which
   * leaves out the protocol: it is -1 there).
   */
  record Key(
      int point,
      int scope,
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow,
      int protocol,
      int id) {}

  /** The key of the fragment whose header the cursor has just read. */
  static Key key(PacketCursor cursor, int protocol, int id) {
    TcpSegment addresses = cursor.segment;
    return new Key(
        cursor.point,
        cursor.scope,
        addresses.sourceHigh(),
        addresses.sourceLow(),
        addresses.destinationHigh(),
        addresses.destinationLow(),
        protocol,
        id);
  }

  private final Limits limits;
  private final Map<Key, FragmentedPacket> packets = new LinkedHashMap<>();
  private long bytesHeld;

  FragmentStore(Limits limits) {
    this.limits = limits;
  }

  /**
   * Takes the fragment that the cursor stands at, behind its IP headers.
   *
   * @param protocol what the fragment's header says that the packet carries
   * @param first the fragment's place in the packet, in bytes
   * @param more whether it is not the last one
   * @return the packet if it is whole now, with the cursor at its first byte; else null, and the
   *     cursor was stopped
   */
  FragmentedPacket take(PacketCursor cursor, Key key, int protocol, int first, boolean more) {
    expire(cursor.timeNanos);
    FragmentedPacket packet = find(key, cursor.timeNanos);
    boolean worthless = first == 0 && protocol == IpProtocol.UDP && !Udp.mayBeTunnel(cursor);
    if (packet.worthless || worthless) {
      if (worthless || first != 0) {
        return reject(cursor, packet);
      }
      packet.reset(cursor.timeNanos);
    }
    if (packet.whole) {
      cursor.stop(Outcome.FRAGMENT);
      return null;
    }
    int grown = packet.add(cursor, protocol, first, more);
    if (grown < 0) {
      cursor.stop(Outcome.MALFORMED);
      return null;
    }
    bytesHeld += grown;
    if (packet.isComplete()) {
      complete(cursor, packet);
      return packet;
    }
    packet.frames += 1 + cursor.earlierFragments;
    packet.frameNumbers.addAll(cursor.earlierFrames);
    packet.frameNumbers.add(cursor.frame);
    cursor.earlierFrames.clear();
    cursor.earlierFragments = 0;
    bound(packet);
    cursor.stop(Outcome.FRAGMENT);
    return null;
  }

  private FragmentedPacket find(Key key, long now) {
    FragmentedPacket packet = packets.get(key);
    long known = packet != null && packet.whole ? DUPLICATE_NANOS : TIMEOUT_NANOS;
    if (packet != null && Math.abs(now - packet.sinceNanos) > known) {
      bytesHeld -= packet.release();
      packets.remove(key);
      packet = null;
    }
    if (packet == null) {
      packet = new FragmentedPacket(now);
      packets.put(key, packet);
    }
    return packet;
  }

  /** The packet carries no TCP; what was seen of it before counts as such too. */
  private FragmentedPacket reject(PacketCursor cursor, FragmentedPacket packet) {
    cursor.earlierFragments += packet.frames;
    packet.frames = 0;
    bytesHeld -= packet.release();
    packet.worthless = true;
    bound(packet);
    cursor.stop(Outcome.NOT_TCP);
    return null;
  }

  private void complete(PacketCursor cursor, FragmentedPacket packet) {
    cursor.earlierFragments += packet.frames;
    cursor.earlierFrames.addAll(packet.frameNumbers);
    packet.frameNumbers.clear();
    packet.frames = 0;
    cursor.continueIn(packet.bytes(), packet.captured(), packet.length());
    bytesHeld -= packet.release();
    packet.whole = true;
    packet.sinceNanos = cursor.timeNanos;
    bound(packet);
  }

  private void expire(long now) {
    Iterator<FragmentedPacket> oldest = packets.values().iterator();
    while (oldest.hasNext()) {
      FragmentedPacket packet = oldest.next();
      if (now - packet.sinceNanos <= TIMEOUT_NANOS) {
        return;
      }
      bytesHeld -= packet.release();
      oldest.remove();
    }
  }

  /** Drops the oldest, and only at last the one at hand, until the rest is within the limits. */
  private void bound(FragmentedPacket current) {
    Iterator<FragmentedPacket> oldest = packets.values().iterator();
    while (oldest.hasNext() && (tooMany() || tooLarge())) {
      FragmentedPacket packet = oldest.next();
      if (packet != current) {
        drop(packet);
        oldest.remove();
      }
    }
    if (tooLarge()) {
      drop(current);
      packets.clear();
    }
  }

  private void drop(FragmentedPacket packet) {
    if (packet.isWaiting() && tooMany()) {
      limits.hit(Limit.FRAGMENT_DATAGRAMS);
    } else if (packet.isWaiting()) {
      limits.hit(Limit.FRAGMENT_BYTES);
    }
    bytesHeld -= packet.release();
  }

  private boolean tooMany() {
    return packets.size() > limits.max(Limit.FRAGMENT_DATAGRAMS);
  }

  private boolean tooLarge() {
    return bytesHeld > limits.max(Limit.FRAGMENT_BYTES);
  }

  /** Bytes held now. */
  long bytesHeld() {
    return bytesHeld;
  }
}
