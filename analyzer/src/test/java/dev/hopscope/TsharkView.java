package dev.hopscope;

import dev.hopscope.report.DecodedPacket;
import dev.hopscope.testkit.TsharkPacket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A capture as tshark shows it under one setting. Our packets are looked up in it one after the
 * other; in a frame, each is the next one of tshark's that begins like it, so that what tshark
 * invents or leaves out puts nothing out of step.
 */
final class TsharkView {
  /** The difference of a packet that only one side has. */
  static final String PACKET = "packet";

  private final Map<Long, List<TsharkPacket>> byFrame = new HashMap<>();
  private final Map<Long, Integer> passed = new HashMap<>();
  private final List<TsharkPacket> unmatched;
  private long fieldsCompared;

  TsharkView(List<TsharkPacket> packets) {
    unmatched = new ArrayList<>(packets);
    for (TsharkPacket packet : packets) {
      byFrame.computeIfAbsent(packet.frame(), frame -> new ArrayList<>()).add(packet);
    }
  }

  /**
   * What differs in our next packet, by field with both values; {@link #PACKET} alone if tshark
   * does not show it.
   */
  Map<String, String> differences(DecodedPacket packet) {
    TsharkPacket match = next(packet);
    if (match == null) {
      return Map.of(PACKET, "ours " + packet + ", none of tshark's");
    }
    unmatched.remove(match);
    Map<String, String> ours = PacketFields.of(packet);
    Map<String, String> theirs = PacketFields.of(match);
    Set<String> names = new TreeSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    fieldsCompared += names.size();
    Map<String, String> differences = new HashMap<>();
    for (String name : names) {
      String our = ours.get(name);
      String their = theirs.get(name);
      if (!Objects.equals(our, their)) {
        differences.put(name, "ours " + our + ", tshark's " + their);
      }
    }
    return differences;
  }

  private TsharkPacket next(DecodedPacket packet) {
    List<TsharkPacket> candidates = byFrame.getOrDefault(packet.frame(), List.of());
    for (int i = passed.getOrDefault(packet.frame(), 0); i < candidates.size(); i++) {
      TsharkPacket candidate = candidates.get(i);
      if (candidate.type() == packet.type().ordinal()
          && candidate.flags() == packet.flags()
          && candidate.remainingLength() == packet.remainingLength()) {
        passed.put(packet.frame(), i + 1);
        return candidate;
      }
    }
    return null;
  }

  /** Fields of the packets looked up so far that one side or both have. */
  long fieldsCompared() {
    return fieldsCompared;
  }

  /** What tshark shows, does not call malformed, and no packet of ours was. */
  List<TsharkPacket> notOurs() {
    return unmatched.stream().filter(packet -> !packet.malformed()).toList();
  }
}
