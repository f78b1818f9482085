package dev.hopscope.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the MQTT packets out of tshark's PDML.
 *
 * <p>PDML and no other output: several packets in a frame give duplicate keys in JSON and columns
 * out of step in {@code -T fields}; and PDML has the bytes of a field beside its text.
 */
public final class PdmlPackets {
  private static final XMLInputFactory XML = factory();

  private final List<TsharkPacket> packets = new ArrayList<>();

  // What the current frame has shown so far.
  private long frame;
  private int inFrame;
  private int tcpStream;
  private final Side source = new Side();
  private final Side destination = new Side();
  private PdmlPacketBuilder packet;

  private PdmlPackets() {}

  /**
   * Has tshark decode a capture, in one pass.
   *
   * @param reassembleOutOfOrder tshark's {@code tcp.reassemble_out_of_order}: some captures need it
   *     on, some off
   * @param mqttPorts TCP ports that hold MQTT, besides those tshark knows (1883)
   * @return in the order of the frames that completed the packets
   */
  public static List<TsharkPacket> decode(
      Path capture, boolean reassembleOutOfOrder, int... mqttPorts)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-T", "pdml", "-Y", "mqtt", "-o"));
    arguments.add("tcp.reassemble_out_of_order:" + (reassembleOutOfOrder ? "TRUE" : "FALSE"));
    for (int port : mqttPorts) {
      arguments.addAll(List.of("-d", "tcp.port==" + port + ",mqtt"));
    }
    return Tshark.run(
        capture,
        arguments,
        output -> {
          try (InputStream in = new BufferedInputStream(Files.newInputStream(output))) {
            return parse(in);
          }
        });
  }

  /**
   * Reads PDML.
   *
   * @throws IOException if it is not well-formed
   */
  public static List<TsharkPacket> parse(InputStream pdml) throws IOException {
    PdmlPackets reading = new PdmlPackets();
    try {
      XMLStreamReader xml = XML.createXMLStreamReader(pdml);
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          reading.start(xml);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          reading.end(xml.getLocalName());
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("tshark's PDML is not well-formed", e);
    }
    return reading.packets;
  }

  private void start(XMLStreamReader xml) {
    String name = attribute(xml, "name");
    switch (xml.getLocalName()) {
      case "packet" -> inFrame = 0;
      case "proto" -> protocol(name);
      case "field" -> field(name, attribute(xml, "show"), attribute(xml, "value"));
      default -> {
        // The document element has nothing to tell.
      }
    }
  }

  private void protocol(String name) {
    if (name.equals("mqtt")) {
      finishPacket();
      packet = new PdmlPacketBuilder();
    } else if (name.equals("_ws.malformed") && packet != null) {
      packet.malformed();
    }
  }

  private void field(String name, String show, String value) {
    // In a tunnel the inner layers come last, and theirs are the addresses to keep.
    switch (name) {
      case "num" -> frame = Long.parseLong(show);
      case "tcp.stream" -> tcpStream = Integer.parseInt(show);
      case "ip.src", "ipv6.src" -> source.address = show;
      case "ip.dst", "ipv6.dst" -> destination.address = show;
      case "tcp.srcport" -> source.port = show;
      case "tcp.dstport" -> destination.port = show;
      default -> {
        if (packet != null) {
          packet.field(name, show, value);
        }
      }
    }
  }

  private void end(String element) {
    // A packet stays open until the next one: what tshark says about its form comes behind it.
    if (element.equals("packet")) {
      finishPacket();
    } else if (element.equals("field") && packet != null) {
      packet.endField();
    }
  }

  private void finishPacket() {
    if (packet != null) {
      String from = source.toString();
      packets.add(packet.build(frame, inFrame++, tcpStream, from, destination.toString()));
      packet = null;
    }
  }

  /** An attribute's value, empty where there is none. */
  private static String attribute(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    return factory;
  }

  /** One end of the connection. */
  private static final class Side {
    String address = "";
    String port = "";

    @Override
    public String toString() {
      return address.contains(":") ? "[" + address + "]:" + port : address + ":" + port;
    }
  }
}
