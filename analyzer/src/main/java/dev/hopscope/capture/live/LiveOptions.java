package dev.hopscope.capture.live;

/**
 * What is captured and how.
 *
 * @param device the interface's name, such as {@code eth0}, or {@code any}
 * @param filter a filter as pcap-filter(7) has it; null for TCP, in VLANs too where the link is
 *     Ethernet
 * @param snapLength how many bytes of a frame are captured at most, 1 to {@link #MAX_SNAP_LENGTH}
 * @param bufferMebibytes how much the kernel holds for us, 1 to 2047
 * @param promiscuous whether frames for others are captured too
 * @param immediate whether the kernel hands over each frame at once, which costs it more
 */
public record LiveOptions(
    String device,
    String filter,
    int snapLength,
    int bufferMebibytes,
    boolean promiscuous,
    boolean immediate) {

  /** libpcap's {@code MAXIMUM_SNAPLEN}. */
  public static final int MAX_SNAP_LENGTH = 262_144;

  /** The most that libpcap takes, in MiB: its number of bytes has 31 bits. */
  public static final int MAX_BUFFER_MEBIBYTES = 2047;

  /** Whole frames, 64 MiB: half a second and more of what two cores can take at most. */
  public static LiveOptions of(String device) {
    return new LiveOptions(device, null, MAX_SNAP_LENGTH, 64, true, false);
  }

  /** The same with a filter. */
  public LiveOptions withFilter(String text) {
    return new LiveOptions(device, text, snapLength, bufferMebibytes, promiscuous, immediate);
  }
}
