package dev.hopscope.lab.run;

/** How the wire is captured. */
public enum CaptureMode {
  /** Through libpcap where that is permitted, else by the proxy. */
  AUTO,
  /** Through libpcap. */
  LIBPCAP,
  /** By the proxy. */
  PROXY;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
