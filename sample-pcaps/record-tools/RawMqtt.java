import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scripted MQTT peers, clients and servers, for what no ready-made client or broker does on demand. Runs the script on
 * standard input, one line after the other:
 *
 * <pre>
 * open NAME PORT              connects the client NAME to 127.0.0.1:PORT
 * listen NAME PORT            opens the server socket NAME
 * accept NAME LISTENER        the next connection of LISTENER becomes the peer NAME
 * send NAME PACKET | PACKET   sends packets in one write, which is one segment
 * await NAME TYPE             reads until a packet of TYPE arrives; packets passed over stay for a later await
 * close NAME                  ends the connection with FIN, without a DISCONNECT unless one was sent
 * reset NAME                  ends it with RST
 * pause MILLISECONDS
 * </pre>
 *
 * A PACKET is its type and key=value pairs, for example {@code PUBLISH qos=1 id=7 topic=a/b payload="Hello MQTT!"}. A
 * client's version is that of its CONNECT, a server's that of the CONNECT it awaited. Any failure ends the program.
 */
final class RawMqtt {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final List<String> TYPES =
      List.of(
          "RESERVED", "CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP",
          "SUBSCRIBE", "SUBACK", "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT", "AUTH");
  private static final Pattern WORD = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|(\\S+))");

  private final Map<String, Peer> peers = new HashMap<>();
  private final Map<String, ServerSocket> listeners = new HashMap<>();

  public static void main(String[] arguments) throws Exception {
    RawMqtt script = new RawMqtt();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        System.out.println(line);
        script.run(line.strip());
      }
    }
  }

  private void run(String line) throws Exception {
    String[] words = line.split("\\s+", 3);
    String name = words[1];
    String rest = words.length > 2 ? words[2] : "";
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    switch (words[0]) {
      case "open" -> peers.put(name, new Peer(new Socket(loopback, Integer.parseInt(rest))));
      case "listen" -> listeners.put(name, new ServerSocket(Integer.parseInt(rest), 50, loopback));
      case "accept" -> {
        listeners.get(rest).setSoTimeout(PATIENCE_MILLIS);
        peers.put(name, new Peer(listeners.get(rest).accept()));
      }
      case "send" -> peers.get(name).send(rest.split(" \\| "));
      case "await" -> peers.get(name).await(TYPES.indexOf(rest));
      case "close" -> peers.remove(name).socket.close();
      case "reset" -> {
        Socket socket = peers.remove(name).socket;
        socket.setSoLinger(true, 0);
        socket.close();
      }
      case "pause" -> Thread.sleep(Long.parseLong(name));
      default -> throw new IllegalArgumentException(line);
    }
  }

  private static final class Peer {
    final Socket socket;
    private final DataInputStream in;
    private final List<Integer> passedOver = new ArrayList<>();
    private boolean version5;

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new DataInputStream(socket.getInputStream());
    }

    void send(String... packets) throws IOException {
      Bytes segment = new Bytes();
      for (String packet : packets) {
        if (packet.startsWith("CONNECT ")) {
          version5 = packet.contains("version=5.0");
        }
        segment.raw(new Packet(packet, version5).encode());
      }
      socket.getOutputStream().write(segment.toByteArray());
    }

    void await(int wanted) throws IOException {
      if (passedOver.remove((Object) wanted)) {
        return;
      }
      for (int type = read(); type != wanted; type = read()) {
        passedOver.add(type);
      }
    }

    private int read() throws IOException {
      int type = in.readUnsignedByte() >> 4;
      int length = 0;
      int shift = 0;
      int digit;
      do {
        digit = in.readUnsignedByte();
        length |= (digit & 0x7F) << shift;
        shift += 7;
      } while (digit >= 0x80);
      byte[] body = in.readNBytes(length);
      if (TYPES.get(type).equals("CONNECT")) {
        version5 = body[2 + body[1]] == 5; // the level follows the name, whose length is in the first two bytes
      }
      System.out.println("  got " + TYPES.get(type) + ", " + length + " bytes");
      return type;
    }
  }

  /** One packet to send: a type and its keys. */
  private static final class Packet {
    private final int type;
    private final boolean version5;
    private final Map<String, String> keys = new LinkedHashMap<>();

    Packet(String text, boolean version5) {
      type = TYPES.indexOf(text.strip().split(" ")[0]);
      this.version5 = version5;
      Matcher words = WORD.matcher(text);
      while (words.find()) {
        keys.put(words.group(1), words.group(2) != null ? words.group(2) : words.group(3));
      }
    }

    byte[] encode() {
      Bytes body = new Bytes();
      int flags = 0;
      switch (TYPES.get(type)) {
        case "CONNECT" -> connect(body);
        case "CONNACK" -> properties(body.u8(number("sessionPresent", 0)).u8(number("reason", 0)));
        case "PUBLISH" -> {
          flags = number("dup", 0) << 3 | number("qos", 0) << 1 | number("retain", 0);
          body.string(keys.getOrDefault("topic", ""));
          if (number("qos", 0) > 0) {
            body.u16(number("id", 0));
          }
          properties(body).raw(keys.get("payload").getBytes(StandardCharsets.UTF_8));
        }
        case "PUBACK", "PUBREC", "PUBCOMP" -> body.u16(number("id", 0));
        case "PUBREL" -> {
          flags = 2;
          body.u16(number("id", 0));
        }
        case "SUBSCRIBE" -> {
          flags = 2;
          int options = number("retainHandling", 0) << 4 | number("retainAsPublished", 0) << 3;
          options |= number("noLocal", 0) << 2 | number("qos", 0);
          properties(body.u16(number("id", 0))).string(keys.get("filter")).u8(options);
        }
        case "SUBACK" -> properties(body.u16(number("id", 0))).u8(number("reason", 0));
        case "UNSUBSCRIBE" -> {
          flags = 2;
          properties(body.u16(number("id", 0))).string(keys.get("filter"));
        }
        case "PINGREQ", "PINGRESP", "DISCONNECT" -> {}
        default -> throw new IllegalArgumentException("cannot send " + TYPES.get(type));
      }
      byte[] bytes = body.toByteArray();
      return new Bytes().u8(type << 4 | flags).variable(bytes.length).raw(bytes).toByteArray();
    }

    private void connect(Bytes body) {
      String version = keys.getOrDefault("version", "3.1.1");
      body.string(version.equals("3.1") ? "MQIsdp" : "MQTT");
      body.u8(version.equals("3.1") ? 3 : version.equals("3.1.1") ? 4 : 5);
      body.u8(number("clean", 1) << 1).u16(number("keepalive", 60));
      properties(body).string(keys.get("client"));
    }

    private Bytes properties(Bytes body) {
      if (!version5) {
        return body;
      }
      Bytes properties = new Bytes();
      if (keys.containsKey("subscriptionIdentifier")) {
        properties.u8(0x0B).variable(number("subscriptionIdentifier", 0));
      }
      if (keys.containsKey("sessionExpiryInterval")) {
        properties.u8(0x11).u16(0).u16(number("sessionExpiryInterval", 0));
      }
      if (keys.containsKey("topicAliasMaximum")) {
        properties.u8(0x22).u16(number("topicAliasMaximum", 0));
      }
      if (keys.containsKey("topicAlias")) {
        properties.u8(0x23).u16(number("topicAlias", 0));
      }
      byte[] bytes = properties.toByteArray();
      return body.variable(bytes.length).raw(bytes);
    }

    private int number(String key, int otherwise) {
      return Integer.parseInt(keys.getOrDefault(key, Integer.toString(otherwise)));
    }
  }

  /** Bytes being put together, big-endian. */
  private static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes u8(int value) {
      out.write(value);
      return this;
    }

    Bytes u16(int value) {
      return u8(value >> 8).u8(value);
    }

    Bytes variable(int value) {
      return value < 0x80 ? u8(value) : u8(value & 0x7F | 0x80).variable(value >> 7);
    }

    Bytes string(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      return u16(utf8.length).raw(utf8);
    }

    Bytes raw(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }
  }
}
