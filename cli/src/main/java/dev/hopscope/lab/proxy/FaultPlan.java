package dev.hopscope.lab.proxy;

import dev.hopscope.mqtt.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The faults of one experiment, and how many packets each has met. */
public final class FaultPlan {
  private final Map<Fault, Integer> met = new LinkedHashMap<>();

  /** A plan of these faults. */
  public FaultPlan(List<Fault> faults) {
    faults.forEach(fault -> met.put(fault, 0));
  }

  /** The fault that this packet sets off, null if none. */
  synchronized Fault at(String client, Direction direction, WirePacket packet) {
    Fault found = null;
    for (Map.Entry<Fault, Integer> each : met.entrySet()) {
      Fault fault = each.getKey();
      if (fault.concerns(client, direction, packet)) {
        each.setValue(each.getValue() + 1);
        if (found == null && each.getValue() == fault.occurrence()) {
          found = fault;
        }
      }
    }
    return found;
  }

  /** The faults that no packet has set off. */
  public synchronized List<Fault> notMet() {
    List<Fault> left = new ArrayList<>();
    met.forEach(
        (fault, count) -> {
          if (count < fault.occurrence()) {
            left.add(fault);
          }
        });
    return left;
  }
}
