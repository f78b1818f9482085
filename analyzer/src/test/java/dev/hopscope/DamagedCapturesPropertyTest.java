package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.DamagedCapture.Damage;
import dev.hopscope.DamagedCapture.Damaged;
import dev.hopscope.DamagedCapture.Segment;
import dev.hopscope.connection.ConnectionEnd;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.Note;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.qos.Outcome;
import dev.hopscope.stream.Endpoint;
import dev.hopscope.stream.TcpConnection;
import dev.hopscope.testkit.OutsideCaptures;
import dev.hopscope.testkit.Samples;
import dev.hopscope.trace.Link;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real captures with frames removed, doubled, swapped and cut: each packet told of is one of the
 * whole capture, each byte is accounted for, and nothing is called other than it was. A failure
 * names the damage and the seed.
 */
class DamagedCapturesPropertyTest {
  private static final int VARIANTS_OF_EACH_DAMAGE =
      Integer.getInteger("hopscope.variants", Boolean.getBoolean("hopscope.fresh") ? 40 : 10);
  private static final long BODY_GAP = 1L << Note.BODY_GAP.ordinal();

  static List<Path> captures() throws IOException {
    List<Path> captures = new ArrayList<>(OutsideCaptures.mqtt());
    Samples.cases().forEach(folder -> captures.add(folder.resolve("capture.pcapng")));
    return captures;
  }

  @ParameterizedTest
  @MethodSource("captures")
  void whatIsToldIsTrue(Path file) throws IOException {
    DamagedCapture whole = DamagedCapture.read(file);
    Truth truth = new Truth(whole);
    boolean fresh = Boolean.getBoolean("hopscope.fresh");
    Random seeds =
        fresh
            ? new Random()
            : new Random(file.subpath(file.getNameCount() - 2, file.getNameCount()).hashCode());
    for (Damage damage : Damage.values()) {
      for (int i = 0; i < VARIANTS_OF_EACH_DAMAGE; i++) {
        long seed = seeds.nextLong();
        DamagedCapture damaged = whole.damaged(damage, new Random(seed));
        try {
          new Variant(truth, damaged, damage.swaps()).expectTrue();
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(file + " " + damage + ", seed " + seed + "L", e);
        }
      }
    }
  }

  /** A packet by who sent it and the sequence number of its first byte. */
  private record Key(Endpoint from, Endpoint to, int sequence) {}

  /** What one run told, with packets named by their keys. */
  static class Told {
    final DamagedCapture capture;
    final Heard heard;
    final List<Key> keys = new ArrayList<>();

    Told(DamagedCapture capture) {
      this.capture = capture;
      heard = capture.heard();
      for (int i = 0; i < heard.packets.size(); i++) {
        Heard.Packet packet = heard.packets.get(i);
        TcpConnection tcp = heard.carriers.get(i);
        int side = side(tcp, packet.direction());
        int sequence = base(tcp, side) + (int) packet.position();
        keys.add(new Key(tcp.endpoint(side), tcp.endpoint(1 - side), sequence));
      }
    }

    private int side(TcpConnection tcp, Direction direction) {
      var connection =
          heard.connections.stream().filter(each -> each.tcp() == tcp).findFirst().orElseThrow();
      boolean byClient = direction == Direction.CLIENT_TO_SERVER;
      Endpoint sender = byClient ? connection.client() : connection.server();
      return tcp.endpoint(0).equals(sender) ? 0 : 1;
    }

    /** The sequence number of position 0. */
    final int base(TcpConnection tcp, int side) {
      Heard.Start start = heard.starts.get(new Heard.Way(tcp, tcp.endpoint(side)));
      if (start != null) {
        Segment first = capture.frames().get((int) start.frame() - 1).segment();
        return first.sequence() - (int) start.position();
      }
      Integer syn = null;
      Integer acknowledged = null;
      for (Damaged each : capture.frames()) {
        Segment segment = each.segment();
        if (sent(segment, tcp, side) && segment.syn()) {
          syn = segment.sequence();
        } else if (sent(segment, tcp, 1 - side) && segment.ack()) {
          acknowledged = acknowledged == null ? segment.acknowledged() : acknowledged;
        }
      }
      return syn != null ? syn : acknowledged == null ? 0 : acknowledged;
    }

    static boolean sent(Segment segment, TcpConnection tcp, int side) {
      return segment != null
          && segment.from().equals(tcp.endpoint(side))
          && segment.to().equals(tcp.endpoint(1 - side));
    }
  }

  /** What the whole capture tells. */
  static final class Truth extends Told {
    final Map<Key, Heard.Packet> packets = new HashMap<>();
    final Map<Key, Heard.Exchange> flows = new HashMap<>();
    final Map<Heard.Exchange, Heard.Linked> links = new HashMap<>();

    /** Clients of connections with packets that break the format. */
    final Set<Endpoint> unclear = new HashSet<>();

    Truth(DamagedCapture capture) {
      super(capture);
      for (int i = 0; i < keys.size(); i++) {
        Heard.Packet packet = heard.packets.get(i);
        packets.put(keys.get(i), packet);
        if (!packet.notes().equals("0")) {
          boolean byClient = packet.direction() == Direction.CLIENT_TO_SERVER;
          unclear.add(byClient ? keys.get(i).from() : keys.get(i).to());
        }
      }
      for (Heard.Exchange flow : heard.flows) {
        flow.packets().forEach(each -> flows.put(keys.get(each), flow));
      }
      for (Heard.Linked link : heard.links) {
        links.put(flows.get(keys.get(link.delivery())), link);
      }
    }

    Heard.Exchange flowOf(int packet) {
      return packet < 0 ? null : flows.get(keys.get(packet));
    }
  }

  /** A damaged copy against the truth. */
  static final class Variant extends Told {
    private final Truth truth;
    private final boolean swapped;

    Variant(Truth truth, DamagedCapture damaged, boolean swapped) {
      super(damaged);
      this.truth = truth;
      this.swapped = swapped;
    }

    void expectTrue() {
      for (int i = 0; i < keys.size(); i++) {
        expectReal(heard.packets.get(i), keys.get(i));
      }
      for (var connection : heard.connections) {
        if (connection.packets() > 0) {
          expectAllBytes(connection.tcp(), 0);
          expectAllBytes(connection.tcp(), 1);
        }
      }
      heard.flows.forEach(this::expectRight);
      if (!swapped) {
        // which message was there first is told by the order of the connections' frames alone
        heard.links.forEach(this::expectRight);
      }
      TreeSet<String> errors = new TreeSet<>(heard.errors);
      errors.removeAll(truth.heard.errors);
      if (truth.unclear.isEmpty()) {
        assertThat(errors).as(this::story).isEmpty();
      }
    }

    private void expectReal(Heard.Packet packet, Key key) {
      Heard.Packet real = truth.packets.get(key);
      assertThat(real).as(() -> packet + story()).isNotNull();
      assertThat(packet.type()).isEqualTo(real.type());
      assertThat(packet.direction()).isEqualTo(real.direction());
      assertThat(packet.flags()).isEqualTo(real.flags());
      assertThat(packet.end() - packet.position()).isEqualTo(real.end() - real.position());
      assertThat(packet.packetId()).isIn(-1, real.packetId());
      if (truth.unclear.contains(
          packet.direction() == Direction.CLIENT_TO_SERVER ? key.from() : key.to())) {
        return; // a packet that breaks its version's format may fit another version
      }
      MqttVersion bySight =
          real.version() == MqttVersion.V3_1 ? MqttVersion.V3_1_1 : real.version();
      assertThat(packet.version())
          .as(() -> packet + story())
          .isIn(MqttVersion.UNKNOWN, bySight, real.version());
      if (packet.version() == MqttVersion.UNKNOWN) {
        return;
      }
      long known = Long.parseLong(real.notes(), 16) | BODY_GAP;
      assertThat(Long.parseLong(packet.notes(), 16) & ~known).as("%s", packet).isZero();
      if (packet.topic() != null) {
        assertThat(packet.topic()).isEqualTo(real.topic());
      }
      if (packet.type() == PacketType.PUBLISH && packet.payloadLength() >= 0) {
        assertThat(packet.payloadLength()).isEqualTo(real.payloadLength());
        if (packet.payloadComplete()) {
          assertThat(packet.payloadDigest()).isEqualTo(real.payloadDigest());
        }
      }
      boolean gap = Long.parseLong(packet.notes(), 16) != Long.parseLong(real.notes(), 16);
      if (!gap) {
        assertThat(packet.packetId()).isEqualTo(real.packetId());
      }
    }

    /** How many bytes from position 0 on the captured frames show to have been sent. */
    private int known(TcpConnection tcp, int side) {
      int base = base(tcp, side);
      int last = 0;
      for (Damaged each : truth.capture.frames()) {
        Segment segment = each.segment();
        if (sent(segment, tcp, side) && segment.length() > 0) {
          last = Math.max(last, segment.sequence() + segment.length() - base);
        }
      }
      int end = 0;
      for (Damaged each : capture.frames()) {
        Segment segment = each.segment();
        int to = 0;
        if (sent(segment, tcp, side) && (segment.length() > 0 || segment.fin())) {
          to = segment.sequence() + segment.length() - base;
        } else if (sent(segment, tcp, 1 - side) && segment.ack()) {
          to = segment.acknowledged() - base;
        }
        end = Math.max(end, Math.min(to, last));
      }
      return end;
    }

    private void expectAllBytes(TcpConnection tcp, int side) {
      if (!heard.starts.containsKey(new Heard.Way(tcp, tcp.endpoint(side)))) {
        return; // not a byte of it was captured
      }
      char[] told = ".".repeat(known(tcp, side)).toCharArray();
      for (int i = 0; i < heard.packets.size(); i++) {
        Heard.Packet packet = heard.packets.get(i);
        if (heard.carriers.get(i) == tcp && keys.get(i).from().equals(tcp.endpoint(side))) {
          fill(told, packet.position(), packet.end(), 'p');
        }
      }
      for (Heard.Stretch gap : heard.gaps) {
        if (gap.tcp() == tcp && gap.length() > 0 && gap.side() == side) {
          fill(told, gap.position(), gap.position() + gap.length(), 'g');
        }
      }
      for (Heard.Stretch resync : heard.resyncs) {
        if (resync.tcp() == tcp && resync.side() == side) {
          long left = resync.length();
          for (int i = (int) resync.position(); left > 0 && i < told.length; i++) {
            if (told[i] == '.') {
              told[i] = 'u';
              left--;
            }
          }
        }
      }
      assertThat(new String(told)).as(() -> tcp.endpoint(side) + story()).doesNotContain(".");
    }

    private static void fill(char[] told, long from, long to, char what) {
      for (int i = (int) Math.max(0, from); i < Math.min(told.length, to); i++) {
        told[i] = what;
      }
    }

    private void expectRight(Heard.Exchange flow) {
      Heard.Exchange real = truth.flows.get(keys.get(flow.packets().get(0)));
      assertThat(real).as(() -> flow + story()).isNotNull();
      assertThat(flow.direction()).isEqualTo(real.direction());
      if (flow.outcome() == Outcome.UNKNOWN) {
        return;
      }
      for (int packet : flow.packets()) {
        Heard.Exchange its = truth.flows.get(keys.get(packet));
        assertThat(its).as(() -> flow + " has a packet of " + its + story()).isSameAs(real);
      }
      boolean right =
          flow.outcome() == real.outcome()
              || real.outcome() == Outcome.UNKNOWN && flow.outcome() == Outcome.COMPLETE
              || flow.outcome() == Outcome.OPEN && !restShown(real);
      assertThat(right).as(() -> flow + ", truly " + real + story()).isTrue();
    }

    private boolean restShown(Heard.Exchange real) {
      int last = real.packets().get(real.packets().size() - 1);
      Key key = truth.keys.get(last);
      for (var connection : heard.connections) {
        for (int side = 0; side < 2; side++) {
          TcpConnection tcp = connection.tcp();
          if (tcp.endpoint(side).equals(key.from()) && tcp.endpoint(1 - side).equals(key.to())) {
            boolean over = connection.end() != ConnectionEnd.OPEN;
            return real.outcome() == Outcome.ABANDONED
                ? over
                : key.sequence() - base(tcp, side) < known(tcp, side);
          }
        }
      }
      return false;
    }

    private void expectRight(Heard.Linked link) {
      if (link.publish() < 0 || link.link() == Link.TIE) {
        return;
      }
      Heard.Exchange delivery = truth.flows.get(keys.get(link.delivery()));
      Heard.Exchange publish = truth.flows.get(keys.get(link.publish()));
      Heard.Linked real = truth.links.get(delivery);
      if (real == null || real.publish() < 0 || real.link() == Link.TIE) {
        return;
      }
      if (!keys.contains(truth.keys.get(real.publish())) && !lossShown(real.publish(), link)) {
        return; // of two equal messages one is lost, and nothing tells of it by then
      }
      // where a bridge passed a message on before the capture saw it come, it begins there
      List<Heard.Exchange> right = new ArrayList<>(List.of(truth.flowOf(real.publish())));
      real.forwards().forEach(forward -> right.add(truth.flowOf(forward)));
      assertThat(right).as(() -> link + " of " + delivery + story()).contains(publish);
    }

    /** Whether frames up to a delivery show that a packet of the whole capture was sent. */
    private boolean lossShown(int packet, Heard.Linked link) {
      Key key = truth.keys.get(packet);
      TcpConnection tcp = truth.heard.carriers.get(packet);
      int side = tcp.endpoint(0).equals(key.from()) ? 0 : 1;
      long until = heard.frames.get(link.delivery());
      return capture.frames().subList(0, (int) until).stream()
          .map(Damaged::segment)
          .anyMatch(
              each ->
                  sent(each, tcp, side) && each.length() > 0 && each.sequence() - key.sequence() > 0
                      || sent(each, tcp, 1 - side)
                          && each.ack()
                          && each.acknowledged() - key.sequence() > 0);
    }

    // what a failure shows
    private String story() {
      StringBuilder story = new StringBuilder("\nwhole capture\n");
      tell(story, truth);
      story.append("damaged\n");
      for (int i = 0; i < capture.frames().size(); i++) {
        Damaged each = capture.frames().get(i);
        Segment s = each.segment();
        story.append(
            s == null
                ? String.format("%d -%n", i + 1)
                : String.format(
                    "%d %.4f %s>%s seq %d+%d/%d ack %d%s%s%n",
                    i + 1,
                    (each.frame().timeNanos() - capture.frames().get(0).frame().timeNanos()) / 1e9,
                    s.from().port(),
                    s.to().port(),
                    s.sequence(),
                    s.length(),
                    each.frame().bytes().length,
                    s.acknowledged(),
                    s.syn() ? " SYN" : "",
                    s.fin() ? " FIN" : ""));
      }
      tell(story, this);
      return story.toString();
    }

    private static void tell(StringBuilder story, Told told) {
      for (int i = 0; i < told.keys.size(); i++) {
        Heard.Packet packet = told.heard.packets.get(i);
        Key key = told.keys.get(i);
        story.append(
            String.format(
                "%d %s>%s seq %d pos %d+%d %s id %d notes %s %s%n",
                i,
                key.from().port(),
                key.to().port(),
                key.sequence(),
                packet.position(),
                packet.end() - packet.position(),
                packet.type(),
                packet.packetId(),
                packet.notes(),
                packet.version()));
      }
      told.heard.gaps.forEach(gap -> story.append("gap ").append(gap.text()).append('\n'));
      told.heard.resyncs.forEach(
          resync -> story.append("resync ").append(resync.text()).append('\n'));
      told.heard.flows.forEach(flow -> story.append(flow).append('\n'));
      told.heard.links.forEach(link -> story.append(link).append('\n'));
      told.heard.findings.forEach(finding -> story.append(finding).append('\n'));
    }
  }
}
