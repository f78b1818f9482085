package dev.hopscope.net;

/** No link header: an IP packet, whose first four bits tell its version (LINKTYPE_RAW and kin). */
final class RawLink implements LinkDecoder {
  @Override
  public Outcome strip(PacketCursor cursor) {
    if (!cursor.has(1)) {
      return cursor.lacks(1);
    }
    int version = cursor.u8(0) >>> 4;
    cursor.etherType = version == 6 ? EtherType.IPV6 : EtherType.IPV4;
    return version == 4 || version == 6 ? null : Outcome.NOT_IP;
  }
}
