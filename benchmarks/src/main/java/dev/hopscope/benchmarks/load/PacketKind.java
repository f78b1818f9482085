package dev.hopscope.benchmarks.load;

/** The MQTT Control Packets that the simulated clients and the broker send. */
enum PacketKind {
  CONNECT(0x10),
  CONNACK(0x20),
  PUBLISH(0x30),
  PUBACK(0x40),
  PUBREC(0x50),
  PUBREL(0x62),
  PUBCOMP(0x70),
  SUBSCRIBE(0x82),
  SUBACK(0x90),
  PINGREQ(0xC0),
  PINGRESP(0xD0),
  DISCONNECT(0xE0);

  /** First byte, with the flags that the standard fixes (MQTT 3.1.1, table 2.2). */
  final int firstByte;

  PacketKind(int firstByte) {
    this.firstByte = firstByte;
  }
}
