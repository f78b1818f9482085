package dev.hopscope.net;

/** What keeps networks apart that may use the same addresses; see {@link TcpSegment#scope()}. */
enum Network {
  PPPOE,
  BACKBONE_SERVICE,
  FRAME_RELAY,
  IP_IN_IP,
  GRE,
  VXLAN,
  GENEVE,
  GTP
}
