package dev.hopscope.benchmarks.stages;

import dev.hopscope.bytes.Digest64;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.FramerLimits;
import dev.hopscope.mqtt.MqttFramer;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketHandler;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The bytes of every connection's directions, in the order in which reassembly gives them. */
@State(Scope.Benchmark)
public class Recording {
  /** Where a CONNECT has its protocol level, for the name MQTT (MQTT 3.1.1, 3.1.2). */
  private static final int PROTOCOL_LEVEL = 8;

  private static final int PAYLOAD = 64;

  private final List<Stream> streams = new ArrayList<>();
  private final List<Chunk> chunks = new ArrayList<>();
  private int messages;

  private record Chunk(Stream stream, Recorded bytes) {}

  private static final class Recorded {
    final byte[] data;
    final long position;
    final Provenance at;

    Recorded(byte[] data, long position, Provenance at) {
      this.data = data;
      this.position = position;
      this.at = at;
    }
  }

  private static final class Stream {
    final int side;
    MqttVersion version;

    /** The same while one run goes on. */
    MqttFramer framer;

    Stream(int side) {
      this.side = side;
    }
  }

  private static final class Counter implements PacketHandler {
    long sum;
    int publishes;

    @Override
    public void onPacket(PacketView packet, Provenance at) {
      sum += packet.packetId() + packet.payloadDigest();
      publishes += packet.payloadLength() > 0 ? 1 : 0;
    }

    @Override
    public void onGap(long position, long length, GapCause cause, Provenance at) {
      throw new IllegalStateException("a gap");
    }

    @Override
    public void onResync(long position, long length, int evidence, Provenance at) {
      throw new IllegalStateException("lost");
    }
  }

  /** Records. */
  @Setup(Level.Trial)
  public void record(Material material) {
    Stages stages = new Stages();
    stages.run(
        material,
        (connection, at) -> {
          Stream client = new Stream(0);
          Stream server = new Stream(1);
          streams.add(client);
          streams.add(server);
          return new ByteStage[] {recorder(client, server), recorder(server, client)};
        });
    Counter counter = new Counter();
    frame(counter);
    messages = counter.publishes;
  }

  private ByteStage recorder(Stream stream, Stream other) {
    return new ByteStage() {
      @Override
      public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
        if (stream.version == null) {
          int level = data[offset + PROTOCOL_LEVEL];
          stream.version = level == 5 ? MqttVersion.V5_0 : MqttVersion.V3_1_1;
          other.version = stream.version;
        }
        Provenance kept = new Provenance().set(at.capture(), at.frame(), at.timeNanos());
        byte[] copy = Arrays.copyOfRange(data, offset, offset + length);
        chunks.add(new Chunk(stream, new Recorded(copy, position, kept)));
      }

      @Override
      public void onGap(long position, long length, GapCause cause, Provenance at) {
        throw new IllegalStateException("a gap");
      }

      @Override
      public void onEnd(EndCause cause, Provenance at) {
        // framers hold nothing by then
      }
    };
  }

  /** Frames and decodes everything with new framers. */
  long frame() {
    Counter counter = new Counter();
    frame(counter);
    return counter.sum;
  }

  private void frame(Counter counter) {
    for (Stream stream : streams) {
      stream.framer = new MqttFramer(FramerLimits.DEFAULT, counter);
      stream.framer.version(stream.version);
      stream.framer.direction(
          stream.side == 0 ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT);
    }
    for (Chunk chunk : chunks) {
      Recorded bytes = chunk.bytes();
      chunk.stream().framer.onBytes(bytes.data, 0, bytes.data.length, bytes.position, bytes.at);
    }
  }

  /** Digests as many payloads as there were messages. */
  long digest() {
    long sum = 0;
    int done = 0;
    for (int i = 0; done < messages; i = i + 1 == chunks.size() ? 0 : i + 1) {
      byte[] data = chunks.get(i).bytes().data;
      if (data.length >= PAYLOAD) {
        sum += Digest64.of(data, data.length - PAYLOAD, PAYLOAD);
        done++;
      }
    }
    return sum;
  }
}
