package dev.hopscope.lab.proxy;

import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketType;
import java.time.Duration;

/**
 * What the wire does at one packet.
 *
 * @param client the name of the client whose connection it is
 * @param packetId 0 for any
 * @param occurrence the how manieth of the packets that fit, from 1, over all of the client's
 *     connections
 * @param position whether the packet itself still gets through
 * @param lasts of a delay, or of a stall, null for a stall that never ends
 */
public record Fault(
    String client,
    Direction direction,
    PacketType type,
    int packetId,
    int occurrence,
    Position position,
    Action action,
    Duration lasts) {

  /** Before the packet gets through, or after. */
  public enum Position {
    /** The packet is the first that is concerned. */
    BEFORE,
    /** The packet gets through. */
    AFTER
  }

  /** What is done. */
  public enum Action {
    /** Both ends are told that the connection ended; nothing gets through any more. */
    CUT,
    /** Nothing gets through in both directions, for a while or for good. */
    STALL,
    /** The packet, and what comes behind it in its direction, gets through later. */
    DELAY,
    /** The packet does not get through. */
    DROP
  }

  /** Whether it is about such a packet. */
  boolean concerns(String who, Direction way, WirePacket packet) {
    return client.equals(who)
        && direction == way
        && type == packet.type()
        && (packetId == 0 || packetId == packet.packetId());
  }
}
