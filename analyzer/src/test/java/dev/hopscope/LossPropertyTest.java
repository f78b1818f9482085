package dev.hopscope;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.Dialogue.Payloads;
import dev.hopscope.Dialogue.Sent;
import dev.hopscope.Wire.Cut;
import dev.hopscope.Wire.Segment;
import dev.hopscope.bytes.Digest64;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.Note;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.qos.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever frames a capture lacks: each packet told of is one that was sent, each byte is accounted
 * for, and no flow is called other than it was.
 */
class LossPropertyTest {
  /** Which frames the capture lacks. */
  enum Loss {
    /** Some, anywhere. */
    ANYWHERE,
    /** Some, in one direction. */
    ONE_DIRECTION,
    /** All of one direction. */
    WHOLE_DIRECTION,
    /** The first ones. */
    START,
    /** The first ones, and some anywhere. */
    START_AND_ANYWHERE,
    /** The last ones, and some anywhere. */
    END_AND_ANYWHERE,
    /** One. */
    ONE
  }

  private static final String BODY_GAP = Long.toHexString(1L << Note.BODY_GAP.ordinal());
  private static final long[] PAUSES = {0, 0, 0, 0, 1_000_000, 300_000_000, 12_000_000_000L};

  @Property(tries = 1000, seed = "20261121", shrinking = ShrinkingMode.BOUNDED)
  void packetsAreRealAndBytesAccountedFor(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int size,
      @ForAll Cut cut,
      @ForAll Loss loss,
      @ForAll @IntRange(min = 1, max = 50) int percent) {
    new Check(seed, size, cut, loss, percent).expectPackets();
  }

  @Property(tries = 1000, seed = "20261121", shrinking = ShrinkingMode.BOUNDED)
  void flowsAreUnknownOrRight(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int size,
      @ForAll Cut cut,
      @ForAll Loss loss,
      @ForAll @IntRange(min = 1, max = 50) int percent) {
    Check check = new Check(seed, size, cut, loss, percent);
    check.expectFlows();
    check.expectNoFault();
  }

  private static final class Check {
    private final int port;
    private final Dialogue dialogue;
    private final List<Segment> segments;
    private final List<Segment> captured;
    private final Heard whole;
    private final Heard heard;
    private final Map<Direction, Map<Long, Sent>> sent = new HashMap<>();
    private final Map<Direction, Long> base = new HashMap<>();

    Check(long seed, int size, Cut cut, Loss loss, int percent) {
      Random random = new Random(~seed);
      port = random.nextInt(4) > 0 ? 1883 : 4711;
      int initial = random.nextInt();
      dialogue = Dialogue.of(seed, size, Payloads.TEXT);
      segments = Wire.cut(dialogue, cut, random.nextBoolean(), random);
      segments.replaceAll(each -> each.after(PAUSES[random.nextInt(PAUSES.length)]));
      captured = captured(segments, loss, percent, random);
      whole = Heard.of(Wire.capture(segments, port, initial, ~initial).timedFrames());
      heard = Heard.of(Wire.capture(captured, port, initial, ~initial).timedFrames());
      for (Direction direction : Direction.values()) {
        sent.put(direction, new TreeMap<>());
        base.put(direction, base(direction));
      }
      for (Sent packet : dialogue.packets()) {
        sent.get(direction(packet.fromClient())).put(packet.position(), packet);
      }
    }

    private static List<Segment> captured(
        List<Segment> segments, Loss loss, int percent, Random random) {
      List<Segment> left = new ArrayList<>(segments);
      boolean client = random.nextBoolean();
      int part = left.size() * percent / 100;
      switch (loss) {
        case ONE_DIRECTION ->
            left.removeIf(each -> each.fromClient() == client && random.nextInt(100) < percent);
        case WHOLE_DIRECTION -> left.removeIf(each -> each.fromClient() == client);
        case START, START_AND_ANYWHERE -> left.subList(0, part).clear();
        case END_AND_ANYWHERE -> left.subList(left.size() - part, left.size()).clear();
        case ONE -> left.remove(random.nextInt(left.size()));
        case ANYWHERE -> {
          // below
        }
      }
      if (loss == Loss.ANYWHERE
          || loss == Loss.START_AND_ANYWHERE
          || loss == Loss.END_AND_ANYWHERE) {
        left.removeIf(each -> random.nextInt(100) < percent);
      }
      return left;
    }

    private static Direction direction(boolean fromClient) {
      return fromClient ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
    }

    /** The true position of what the report calls 0: another one where the start is unknown. */
    private long base(Direction direction) {
      Heard.Start start = heard.startOf(direction == Direction.CLIENT_TO_SERVER ? 40000 : port);
      if (start != null) {
        return captured.get((int) start.frame() - 1).position() - start.position();
      }
      return startSeen(direction) ? 0 : firstAcknowledged(direction);
    }

    /** Whether the SYN of a direction was captured, or the other side's answer to it. */
    private boolean startSeen(Direction direction) {
      return captured.stream()
          .filter(each -> each.position() < 0)
          .anyMatch(each -> direction(each.fromClient()) == direction || each.acknowledged() == 0);
    }

    // of a direction without a byte captured only the other side's acknowledgements tell
    private long firstAcknowledged(Direction direction) {
      return captured.stream()
          .filter(each -> direction(each.fromClient()) != direction && each.acknowledged() >= 0)
          .map(Segment::acknowledged)
          .findFirst()
          .orElse(0L);
    }

    /** How far the captured frames show the direction to have gone. */
    private long known(Direction direction) {
      long end = base.get(direction);
      long last = end(sent.get(direction).values());
      for (Segment each : captured) {
        boolean own = direction(each.fromClient()) == direction;
        if (own && each.bytes().length == 0 && !each.fin()) {
          continue; // where it stands is no proof that what came before was sent
        }
        long to = own ? each.position() + each.bytes().length : each.acknowledged();
        end = Math.max(end, Math.min(to, last));
      }
      return end;
    }

    private static long end(Collection<Sent> packets) {
      return packets.stream().mapToLong(each -> each.bytes().length).sum();
    }

    // what a failure shows
    private String story() {
      StringBuilder story = new StringBuilder("sent\n");
      for (Sent each : dialogue.packets()) {
        story.append(
            String.format(
                "%s %d+%d %s id %d flow %d%n",
                direction(each.fromClient()),
                each.position(),
                each.bytes().length,
                each.type(),
                each.packetId(),
                each.flow()));
      }
      story.append("segments\n");
      String before = "";
      for (Segment each : segments) {
        String what =
            (captured.contains(each) ? "captured " : "lost ") + direction(each.fromClient());
        if (!what.equals(before) || each.pauseNanos() > 1_000_000) {
          story.append(String.format("pause %.3f%n%s", each.pauseNanos() / 1e9, what));
          before = what;
        }
        story.append(
            String.format(" %d+%d/%d", each.position(), each.bytes().length, each.acknowledged()));
      }
      story.append('\n');
      story.append("heard with bases ").append(base).append('\n');
      heard.packets.forEach(each -> story.append(each).append('\n'));
      heard.gaps.forEach(each -> story.append("gap ").append(each).append('\n'));
      heard.resyncs.forEach(each -> story.append("resync ").append(each).append('\n'));
      heard.flows.forEach(each -> story.append(each).append('\n'));
      return story.toString();
    }

    void expectPackets() {
      if (heard.connections.isEmpty()) {
        assertThat(heard.packets).isEmpty();
        return;
      }
      assertThat(heard.connections).hasSize(1);
      heard.packets.forEach(this::expectReal);
      for (Direction direction : Direction.values()) {
        if (!nothingShown(direction)) {
          expectAllBytes(direction);
        }
      }
    }

    // of a direction with neither SYN nor bytes captured one acknowledgement, or the FIN, shows a
    // place and no byte
    private boolean nothingShown(Direction direction) {
      List<Segment> own =
          captured.stream().filter(each -> direction(each.fromClient()) == direction).toList();
      boolean began =
          startSeen(direction) || own.stream().anyMatch(each -> each.bytes().length > 0);
      boolean acknowledged =
          captured.stream()
              .filter(each -> direction(each.fromClient()) != direction)
              .anyMatch(each -> each.acknowledged() > firstAcknowledged(direction));
      return !began && (!acknowledged || own.stream().anyMatch(Segment::fin));
    }

    private Sent sentAs(Heard.Packet packet) {
      long position = packet.position() + base.get(packet.direction());
      return sent.get(packet.direction()).get(position);
    }

    private void expectReal(Heard.Packet packet) {
      Sent real = sentAs(packet);
      assertThat(real).as(() -> packet + story()).isNotNull();
      assertThat(packet.type()).isEqualTo(real.type());
      assertThat(packet.end() - packet.position()).isEqualTo(real.bytes().length);
      assertThat(packet.flags()).isEqualTo(real.bytes()[0] & 0x0f);
      assertThat(packet.packetId()).isIn(-1, real.packetId());
      assertThat(packet.version())
          .as(() -> packet + story())
          .isIn(MqttVersion.UNKNOWN, versionBySight(), dialogue.version());
      assertThat(packet.notes()).as(() -> packet + story()).isIn("0", BODY_GAP);
      boolean body = heard.gaps.stream().anyMatch(gap -> overlaps(gap, packet));
      if (!body) {
        assertThat(packet.packetId()).isEqualTo(real.packetId());
      }
      if (real.type() != PacketType.PUBLISH) {
        return;
      }
      if (packet.topic() != null) {
        assertThat(packet.topic()).as(() -> packet + story()).isEqualTo(real.topic());
      }
      if (packet.payloadLength() >= 0 && packet.version() != MqttVersion.UNKNOWN) {
        assertThat(packet.payloadLength()).as("%s", packet).isEqualTo(real.payload().length);
        if (packet.payloadComplete()) {
          long digest = Digest64.of(real.payload(), 0, real.payload().length);
          assertThat(packet.payloadDigest()).isEqualTo(digest);
        }
      }
    }

    // 3.1 cannot be told from 3.1.1 without the CONNECT
    private MqttVersion versionBySight() {
      return dialogue.version() == MqttVersion.V5_0 ? MqttVersion.V5_0 : MqttVersion.V3_1_1;
    }

    private static boolean overlaps(Heard.Stretch gap, Heard.Packet packet) {
      return gap.direction() == packet.direction()
          && gap.position() < packet.end()
          && gap.position() + gap.length() > packet.position();
    }

    private void expectAllBytes(Direction direction) {
      byte[] told = new byte[(int) (known(direction) - base.get(direction))];
      for (Heard.Packet packet : heard.packets(direction)) {
        for (long i = packet.position(); i < packet.end(); i++) {
          assertThat(told[(int) i]).as("byte %s told once", i).isZero();
          told[(int) i] = 'p';
        }
      }
      for (Heard.Stretch gap : heard.gaps) {
        if (gap.direction() == direction && gap.length() > 0) {
          // a FIN that was lost itself looks like one acknowledged byte
          long end = Math.min(told.length, gap.position() + gap.length());
          assertThat(gap.position() + gap.length()).isBetween(end, end + 1);
          Arrays.fill(told, (int) Math.min(end, gap.position()), (int) end, (byte) 'g');
        }
      }
      for (Heard.Stretch resync : heard.resyncs) {
        if (resync.direction() == direction) {
          long left = resync.length();
          for (int i = (int) resync.position(); left > 0; i++) {
            assertThat(i).as("end of %s", resync).isLessThan(told.length);
            if (told[i] == 0) {
              told[i] = 'u';
              left--;
            }
          }
        }
      }
      assertThat(new String(told, ISO_8859_1)).as(() -> direction + story()).doesNotContain("\0");
    }

    void expectFlows() {
      Map<Integer, Heard.Exchange> truth = new HashMap<>();
      for (Heard.Exchange flow : whole.flows) {
        int at = flow.packets().get(0);
        truth.put(dialogue.packets().get(at).flow(), flow);
      }
      for (Heard.Exchange flow : heard.flows) {
        Sent first = sentAs(heard.packets.get(flow.packets().get(0)));
        Heard.Exchange real = truth.get(first.flow());
        assertThat(real).as("%s", flow).isNotNull();
        assertThat(flow.direction()).isEqualTo(real.direction());
        boolean right =
            flow.outcome() == Outcome.UNKNOWN
                || flow.outcome() == real.outcome()
                || flow.outcome() == Outcome.OPEN && !restShown(real);
        assertThat(right).as(() -> flow + ", truly " + real + story()).isTrue();
      }
    }

    /** A legal dialogue breaks no rule, whatever the capture lacks. */
    void expectNoFault() {
      assertThat(whole.findings).isEmpty();
      assertThat(heard.findings)
          .as(this::story)
          .noneMatch(finding -> finding.contains("for certain") && !finding.contains("body-gap"));
    }

    /** Whether the captured frames show that there was more of the direction of the last step. */
    private boolean restShown(Heard.Exchange real) {
      if (real.outcome() == Outcome.ABANDONED) {
        return heard.connections.get(0).end() != dev.hopscope.connection.ConnectionEnd.OPEN;
      }
      Sent last = dialogue.packets().get(real.packets().get(real.packets().size() - 1));
      return last.position() < known(direction(last.fromClient()));
    }
  }
}
