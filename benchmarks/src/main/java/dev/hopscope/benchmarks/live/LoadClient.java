package dev.hopscope.benchmarks.live;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * An MQTT 3.1.1 client with Clean Session that answers everything at once. One thread may publish;
 * another, its own, reads. Without TCP_NODELAY a subscriber would hold acknowledgements back and
 * starve itself.
 */
final class LoadClient implements AutoCloseable {
  private static final int CONNACK = 2;
  private static final int PUBLISH = 3;
  private static final int PUBACK = 4;
  private static final int PUBREC = 5;
  private static final int PUBREL = 6;
  private static final int PUBCOMP = 7;
  private static final int SUBACK = 9;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Thread reader;
  private volatile long received;
  private volatile long completed;
  private volatile IOException failure;
  private volatile boolean closing;
  private int lastId;

  /** Connects, and subscribes where a filter is given. */
  LoadClient(int port, String clientId, String filter, int qos) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    connect(clientId);
    if (filter != null) {
      subscribe(filter, qos);
    }
    reader = new Thread(this::read, clientId);
    reader.setDaemon(true);
    reader.start();
  }

  private void connect(String clientId) throws IOException {
    byte[] id = clientId.getBytes(StandardCharsets.US_ASCII);
    out.write(0x10);
    out.write(12 + id.length);
    out.writeUTF("MQTT");
    out.write(4);
    out.write(2); // Clean Session
    out.writeShort(0); // no keep alive
    out.writeUTF(clientId);
    out.flush();
    expect(CONNACK);
  }

  private void subscribe(String filter, int qos) throws IOException {
    out.write(0x82);
    out.write(5 + filter.length());
    out.writeShort(1);
    out.writeUTF(filter);
    out.write(qos);
    out.flush();
    expect(SUBACK);
  }

  private void expect(int type) throws IOException {
    int first = in.readUnsignedByte();
    byte[] body = in.readNBytes(remainingLength());
    if (first >> 4 != type || body[type == CONNACK ? 1 : 2] < 0) {
      throw new IOException("the broker answered with 0x" + Integer.toHexString(first));
    }
  }

  /** Publishes; {@link #flush} sends it. */
  void publish(byte[] topic, byte[] payload, int qos) throws IOException {
    synchronized (out) {
      out.write(0x30 | qos << 1);
      int length = 2 + topic.length + (qos > 0 ? 2 : 0) + payload.length;
      if (length > 127) {
        out.write(length & 0x7f | 0x80);
        out.write(length >> 7);
      } else {
        out.write(length);
      }
      out.writeShort(topic.length);
      out.write(topic);
      if (qos > 0) {
        lastId = lastId % 0xffff + 1;
        out.writeShort(lastId);
      }
      out.write(payload);
    }
  }

  void flush() throws IOException {
    synchronized (out) {
      out.flush();
    }
  }

  /** PUBLISH packets that came. */
  long received() {
    return received;
  }

  /** Messages of QoS 1 and 2 that the broker has taken over. */
  long completed() {
    return completed;
  }

  /** What ended the connection early, or null. */
  IOException failure() {
    return failure;
  }

  private void read() {
    try {
      while (true) {
        int first = in.readUnsignedByte();
        byte[] body = in.readNBytes(remainingLength());
        answer(first, body);
        if (in.available() == 0) {
          flush();
        }
      }
    } catch (IOException e) {
      failure = closing ? null : e;
    }
  }

  // only the reader counts
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void answer(int first, byte[] body) throws IOException {
    switch (first >> 4) {
      case PUBLISH -> {
        received++;
        int qos = first >> 1 & 3;
        int at = 2 + ((body[0] & 0xff) << 8 | body[1] & 0xff);
        if (qos > 0) {
          acknowledge(qos == 1 ? PUBACK << 4 : PUBREC << 4, body, at);
        }
      }
      case PUBREC -> acknowledge(PUBREL << 4 | 2, body, 0);
      case PUBREL -> acknowledge(PUBCOMP << 4, body, 0);
      case PUBACK, PUBCOMP -> completed++;
      default -> throw new IOException("not expected: 0x" + Integer.toHexString(first));
    }
  }

  private void acknowledge(int first, byte[] body, int at) throws IOException {
    synchronized (out) {
      out.write(first);
      out.write(2);
      out.write(body, at, 2);
    }
  }

  private int remainingLength() throws IOException {
    int value = 0;
    int shift = 0;
    int digit;
    do {
      digit = in.readUnsignedByte();
      value |= (digit & 0x7f) << shift;
      shift += 7;
    } while (digit > 127);
    return value;
  }

  @Override
  public void close() throws IOException {
    closing = true;
    synchronized (out) {
      out.write(0xe0);
      out.write(0);
      out.flush();
    }
    socket.close();
  }
}
