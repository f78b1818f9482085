package dev.hopscope.lab.witness;

import dev.hopscope.broker.PacketEvent;
import dev.hopscope.lab.proxy.Entry;
import dev.hopscope.lab.proxy.Entry.Fate;
import dev.hopscope.lab.proxy.ProxyConnection;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.report.DecodedPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares the witnesses, packet for packet, per connection and direction. */
public final class Witnesses {
  /** More is not told: one difference shifts all that follow. */
  private static final int TOLD = 3;

  private final List<String> differences = new ArrayList<>();
  private long compared;
  private long removed;
  private long undeliverable;

  /**
   * What was found.
   *
   * @param compared packets that the analyzer read
   * @param removed packets that faults removed
   * @param undeliverable packets to somebody who had gone
   * @param differences what does not fit, a line each
   */
  public record Verdict(
      long compared, long removed, long undeliverable, List<String> differences) {}

  /**
   * Compares.
   *
   * @param connections of one broker's proxy, all ended
   * @param broker what that broker said; null where it says nothing
   * @param analyzer all packets of the capture
   */
  public void compare(
      List<ProxyConnection> connections, List<PacketEvent> broker, List<DecodedPacket> analyzer) {
    for (ProxyConnection each : connections) {
      if (each.problem() != null) {
        differences.add(each.problem());
      }
      for (Direction direction : Direction.values()) {
        List<Sight> captured = captured(analyzer, each, direction);
        compared += captured.size();
        wire(each, direction, captured);
        if (broker != null) {
          broker(each, direction, captured, logged(broker, each, direction));
        }
      }
    }
  }

  /** Packets that the capture has on no connection of any proxy. */
  public void strangers(List<ProxyConnection> all, List<DecodedPacket> analyzer) {
    analyzer.stream()
        .filter(packet -> all.stream().noneMatch(each -> isOf(packet, each, packet.direction())))
        .limit(1)
        .forEach(
            packet ->
                differences.add(
                    "the capture has "
                        + Sight.of(packet)
                        + " from "
                        + packet.source()
                        + ", which is no client of the lab"));
  }

  /** What was found so far. */
  public Verdict verdict() {
    return new Verdict(compared, removed, undeliverable, List.copyOf(differences));
  }

  private void wire(ProxyConnection connection, Direction direction, List<Sight> captured) {
    List<Sight> onWire = new ArrayList<>();
    for (Entry each : connection.log(direction)) {
      removed += each.fate() == Fate.REMOVED ? 1 : 0;
      undeliverable += each.fate() == Fate.UNDELIVERABLE ? 1 : 0;
      if (direction == Direction.CLIENT_TO_SERVER || each.fate() == Fate.PASSED) {
        onWire.add(Sight.of(each.packet()));
      }
    }
    difference(connection, direction, "the proxy", onWire, "the capture", captured);
  }

  private void broker(
      ProxyConnection connection, Direction direction, List<Sight> captured, List<Sight> logged) {
    List<Entry> wire = connection.log(direction);
    if (direction == Direction.CLIENT_TO_SERVER) {
      // what clients sent, less what did not get to the broker
      List<Sight> left = without(captured, wire);
      difference(connection, direction, "the capture less the faults", left, "the broker", logged);
    } else {
      List<Sight> left = without(logged, wire);
      difference(
          connection, direction, "the broker less the faults", left, "the capture", captured);
    }
    List<Sight> proxy =
        wire.stream()
            .filter(each -> direction == Direction.SERVER_TO_CLIENT || each.fate() == Fate.PASSED)
            .map(each -> Sight.of(each.packet()))
            .toList();
    difference(connection, direction, "the proxy", proxy, "the broker", logged);
  }

  /** The packets at whose places the log has such that got through. */
  private static List<Sight> without(List<Sight> all, List<Entry> log) {
    List<Sight> left = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (i >= log.size() || log.get(i).fate() == Fate.PASSED) {
        left.add(all.get(i));
      }
    }
    return left;
  }

  private void difference(
      ProxyConnection connection,
      Direction direction,
      String oneName,
      List<Sight> one,
      String otherName,
      List<Sight> other) {
    int told = 0;
    for (int i = 0; i < Math.max(one.size(), other.size()) && told < TOLD; i++) {
      Sight first = i < one.size() ? one.get(i) : null;
      Sight second = i < other.size() ? other.get(i) : null;
      if (!Objects.equals(first, second)) {
        told++;
        differences.add(
            "%s, %s, packet %d: %s has %s, %s has %s"
                .formatted(
                    connection.client(),
                    direction.id(),
                    i + 1,
                    oneName,
                    first == null ? "none" : first,
                    otherName,
                    second == null ? "none" : second));
      }
    }
  }

  private static List<Sight> captured(
      List<DecodedPacket> analyzer, ProxyConnection connection, Direction direction) {
    return analyzer.stream()
        .filter(packet -> isOf(packet, connection, direction))
        .map(Sight::of)
        .toList();
  }

  private static boolean isOf(
      DecodedPacket packet, ProxyConnection connection, Direction direction) {
    String client = text(connection.clientAddress());
    String server = text(connection.serverAddress());
    boolean up = direction == Direction.CLIENT_TO_SERVER;
    return packet.source().equals(up ? client : server)
        && packet.destination().equals(up ? server : client);
  }

  private static List<Sight> logged(
      List<PacketEvent> broker, ProxyConnection connection, Direction direction) {
    String client = text(connection.brokersClient());
    return broker.stream()
        .filter(
            event ->
                event.client().equals(client)
                    && event.direction().toString().equals(direction.id()))
        .map(Sight::of)
        .toList();
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
