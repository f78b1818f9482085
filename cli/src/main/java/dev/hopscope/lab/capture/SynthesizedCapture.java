package dev.hopscope.lab.capture;

import dev.hopscope.capture.PcapngWriter;
import dev.hopscope.lab.LabException;
import dev.hopscope.lab.proxy.ProxyConnection;
import dev.hopscope.lab.proxy.WireTap;
import dev.hopscope.mqtt.Direction;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Writes a capture of what the proxies tell: the bytes, their order and their times are real, the
 * IP and TCP headers around them are made up, and the file says so.
 */
public final class SynthesizedCapture implements LabCapture, WireTap {
  /** What the file says in its section's comment. */
  public static final String COMMENT =
      "Synthesized: written by the lab's proxy, not captured. Bytes, order and times are those of"
          + " its connections; the IP and TCP headers around them are made up.";

  private static final int LINKTYPE_RAW = 101;

  /** Fits into an IP packet, with its headers. */
  private static final int MOST_PAYLOAD = 32 << 10;

  private final PcapngWriter writer;
  private final LongSupplier clock;
  private final Path file;
  private final Map<InetSocketAddress, TcpFrames> open = new HashMap<>();
  private IOException failure;

  private SynthesizedCapture(PcapngWriter writer, Path file, LongSupplier clock) {
    this.writer = writer;
    this.file = file;
    this.clock = clock;
  }

  /**
   * Begins the file.
   *
   * @param application what the file says of who wrote it
   * @param clock real time, steadily rising, in nanoseconds since 1970-01-01T00:00:00Z
   * @throws LabException if it cannot be written
   */
  public static SynthesizedCapture start(Path file, String application, LongSupplier clock) {
    try {
      PcapngWriter writer =
          new PcapngWriter(
              new BufferedOutputStream(Files.newOutputStream(file)), COMMENT, application);
      writer.addInterface(LINKTYPE_RAW, 0, "hopscope lab proxy (synthesized)");
      return new SynthesizedCapture(writer, file, clock);
    } catch (IOException e) {
      throw cannotBeWritten(file, e);
    }
  }

  private static LabException cannotBeWritten(Path file, IOException failure) {
    return new LabException(file + ": cannot be written (" + failure.getMessage() + ")", failure);
  }

  @Override
  public WireTap tap() {
    return this;
  }

  @Override
  public synchronized void on(
      InetSocketAddress client,
      InetSocketAddress server,
      Direction direction,
      Event event,
      byte[] bytes) {
    if (failure != null) {
      return;
    }
    try {
      switch (event) {
        case OPEN -> {
          TcpFrames frames = new TcpFrames(client, server);
          open.put(client, frames);
          write(frames.syn(Direction.CLIENT_TO_SERVER));
          write(frames.syn(Direction.SERVER_TO_CLIENT));
          write(frames.ack(Direction.CLIENT_TO_SERVER));
        }
        case BYTES -> {
          TcpFrames frames = open.get(client);
          for (int at = 0; at < bytes.length; at += MOST_PAYLOAD) {
            int length = Math.min(MOST_PAYLOAD, bytes.length - at);
            write(frames.data(direction, bytes, at, length));
            write(frames.ack(direction.opposite()));
          }
        }
        case END -> {
          write(open.get(client).fin(direction));
          write(open.get(client).ack(direction.opposite()));
        }
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void write(byte[] packet) throws IOException {
    writer.write(0, clock.getAsLong(), packet, 0, packet.length, packet.length);
  }

  @Override
  public void await(List<ProxyConnection> connections) {
    // what a proxy has told is written
  }

  @Override
  public synchronized void close() {
    try (writer) {
      if (failure != null) {
        throw failure;
      }
    } catch (IOException e) {
      throw cannotBeWritten(file, e);
    }
  }
}
