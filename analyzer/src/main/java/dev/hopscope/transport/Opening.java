package dev.hopscope.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/** What the first bytes of a direction say, where its start was captured. */
enum Opening {
  /** More bytes are needed. */
  UNDECIDED(null, ""),
  /** An MQTT CONNECT, up to its protocol name. */
  CONNECT(Transport.MQTT, Recognition.BY_CONNECT),
  /** What only follows a CONNECT: CONNACK, or AUTH of MQTT 5. */
  ANSWER(null, ""),
  /** A TLS record with a ClientHello. */
  CLIENT_HELLO(Transport.TLS, "client-hello"),
  /** A TLS record with a ServerHello. */
  SERVER_HELLO(Transport.TLS, "server-hello"),
  /** An HTTP request with Upgrade: websocket. */
  UPGRADE_REQUEST(Transport.WEBSOCKET, "upgrade-request"),
  /** HTTP 101 with Upgrade: websocket. */
  UPGRADE_RESPONSE(Transport.WEBSOCKET, "upgrade-response"),
  /** The signature of a PROXY protocol header, version 1 or 2. */
  PROXY_HEADER(Transport.PROXIED, "proxy-header"),
  /** None of these. */
  OTHER(null, "");

  private static final byte[] MQTT = bytes("\0\4MQTT");
  private static final byte[] MQISDP = bytes("\0\6MQIsdp");
  private static final byte[] GET = bytes("GET ");
  private static final byte[] SWITCHING = bytes("HTTP/1.1 101");
  // PROXY protocol, sections 2.1 and 2.2.
  private static final byte[] PROXY_1 = bytes("PROXY ");
  private static final byte[] PROXY_2 = bytes("\r\n\r\n\0\r\nQUIT\n");

  final Transport transport;
  final String basis;

  Opening(Transport transport, String basis) {
    this.transport = transport;
    this.basis = basis;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** The side that opened the conversation, if {@code side} sent this. */
  int clientSide(int side) {
    return switch (this) {
      case CONNECT, CLIENT_HELLO, UPGRADE_REQUEST, PROXY_HEADER -> side;
      case SERVER_HELLO, UPGRADE_RESPONSE -> 1 - side;
      case UNDECIDED, ANSWER, OTHER -> -1;
    };
  }

  /** How many bytes may be needed to decide, given the first ones. */
  static int bytesNeeded(byte[] data, int length) {
    return matches(data, 0, length, GET) || matches(data, 0, length, SWITCHING)
        ? TransportOptions.HELD_HTTP_BYTES
        : TransportOptions.HELD_BYTES;
  }

  /** Judges the first {@code length} bytes of a direction, at least one. */
  static Opening of(byte[] data, int length) {
    return switch (data[0]) {
      case 0x10 -> connect(data, length);
      case 0x16 -> tls(data, length);
      case 0x20, (byte) 0xf0 -> ANSWER;
      case 'G' -> http(data, length, GET, UPGRADE_REQUEST);
      case 'H' -> http(data, length, SWITCHING, UPGRADE_RESPONSE);
      case 'P' -> literal(data, length, PROXY_1);
      case '\r' -> literal(data, length, PROXY_2);
      default -> OTHER;
    };
  }

  // [MQTT-3.1.2-1]: the protocol name follows the fixed header; 3.1 calls itself MQIsdp.
  private static Opening connect(byte[] data, int length) {
    int at = 1;
    while (at < length && data[at] < 0) {
      at++;
    }
    if (at > 4) {
      return OTHER;
    }
    if (++at >= length) {
      return UNDECIDED;
    }
    if (matches(data, at, length, MQTT)) {
      return length - at >= MQTT.length ? CONNECT : UNDECIDED;
    }
    if (matches(data, at, length, MQISDP)) {
      return length - at >= MQISDP.length ? CONNECT : UNDECIDED;
    }
    return OTHER;
  }

  // RFC 8446 section 5.1: type, version 3.x, length; section 4: then the handshake's type.
  private static Opening tls(byte[] data, int length) {
    if (length > 1 && data[1] != 3 || length > 2 && (data[2] < 0 || data[2] > 4)) {
      return OTHER;
    }
    if (length < 6) {
      return UNDECIDED;
    }
    return data[5] == 1 ? CLIENT_HELLO : data[5] == 2 ? SERVER_HELLO : OTHER;
  }

  private static Opening literal(byte[] data, int length, byte[] expected) {
    if (!matches(data, 0, length, expected)) {
      return OTHER;
    }
    return length >= expected.length ? PROXY_HEADER : UNDECIDED;
  }

  // RFC 6455 section 4.1: a GET with an Upgrade header that names websocket.
  private static Opening http(byte[] data, int length, byte[] first, Opening found) {
    if (!matches(data, 0, length, first)) {
      return OTHER;
    }
    String text = new String(data, 0, length, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String head = (end < 0 ? text : text.substring(0, end + 2)).toLowerCase(Locale.ROOT);
    int header = head.indexOf("\r\nupgrade:");
    int headerEnd = header < 0 ? -1 : head.indexOf("\r\n", header + 2);
    if (headerEnd > 0 && head.substring(header, headerEnd).contains("websocket")) {
      return found;
    }
    return end < 0 && length < TransportOptions.HELD_HTTP_BYTES ? UNDECIDED : OTHER;
  }

  /** Whether the bytes from {@code at} on are as expected, as far as they and it go. */
  private static boolean matches(byte[] data, int at, int length, byte[] expected) {
    int count = Math.min(expected.length, length - at);
    for (int i = 0; i < count; i++) {
      if (data[at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
