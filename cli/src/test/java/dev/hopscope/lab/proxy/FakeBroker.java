package dev.hopscope.lab.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.lab.proxy.PacketInput.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Answers one connection: CONNACK, PUBACK, and nothing else. */
final class FakeBroker implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final List<String> received = new ArrayList<>();

  FakeBroker() throws IOException {
    Thread thread = new Thread(this::accept, "fake-broker");
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> answer(socket), "fake-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        assertThat(server.isClosed()).isTrue();
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      PacketInput in = new PacketInput(socket.getInputStream());
      Version version = new Version();
      for (WirePacket packet = in.next(version); packet != null; packet = in.next(version)) {
        note(packet.type() + (packet.packetId() == 0 ? "" : " " + packet.packetId()));
        switch (packet.type()) {
          case CONNECT -> send(socket, "20020000");
          case PUBLISH -> send(socket, "4002%04x".formatted(packet.packetId()));
          default -> note("no answer");
        }
      }
      note("end");
    } catch (IOException e) {
      note("broken");
    }
  }

  private static void send(Socket socket, String hex) throws IOException {
    socket.getOutputStream().write(HexFormat.of().parseHex(hex));
  }

  private synchronized void note(String what) {
    received.add(what);
    notifyAll();
  }

  synchronized List<String> received() {
    return List.copyOf(received);
  }

  /** Waits until the client's end has come. */
  synchronized List<String> untilEnd() throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!received.contains("end") && !received.contains("broken") && System.nanoTime() < end) {
      wait(100);
    }
    return received();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
