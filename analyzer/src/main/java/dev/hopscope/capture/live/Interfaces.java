package dev.hopscope.capture.live;

import dev.hopscope.capture.LinkTypes;
import dev.hopscope.capture.live.LiveException.Reason;
import java.net.InetAddress;
import java.util.List;
import org.pcap4j.core.PcapAddress;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/** Lists interfaces, through pcap4j. */
public final class Interfaces {
  private Interfaces() {}

  /**
   * All interfaces that libpcap knows, also those that this process may not capture on.
   *
   * @throws LiveException if there is no libpcap, or it cannot list them
   */
  public static List<LiveInterface> list() throws LiveException {
    LibPcap.load(); // says what to install; pcap4j only says which class it has not got
    try {
      return Pcaps.findAllDevs().stream().map(Interfaces::described).toList();
    } catch (PcapNativeException e) {
      throw new LiveException(Reason.OTHER, "interfaces cannot be listed: " + e.getMessage(), e);
    }
  }

  private static LiveInterface described(PcapNetworkInterface each) {
    List<String> addresses =
        each.getAddresses().stream()
            .map(PcapAddress::getAddress)
            .map(InetAddress::getHostAddress)
            .toList();
    return new LiveInterface(
        each.getName(),
        each.getDescription(),
        addresses,
        each.isUp(),
        each.isRunning(),
        each.isLoopBack());
  }

  /**
   * The name of an interface's link type, which only opening it tells.
   *
   * @throws LiveException if it cannot be opened
   */
  public static String linkType(String device) throws LiveException {
    LiveOptions shortly = new LiveOptions(device, "", 64, 1, false, false);
    try (PcapHandle handle = PcapHandle.open(shortly)) {
      return LinkTypes.name(handle.linkType());
    }
  }
}
