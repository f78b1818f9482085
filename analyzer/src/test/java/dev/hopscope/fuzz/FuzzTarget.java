package dev.hopscope.fuzz;

import java.util.function.Consumer;

/** What is fuzzed; a new one is a constant here and a method in {@code FuzzTargetsTest}. */
enum FuzzTarget {
  /** pcap files. */
  PCAP(CaptureTarget::pcap, Seeds::pcap, 15_000),
  /** pcapng files. */
  PCAPNG(CaptureTarget::pcapng, Seeds::pcapng, 15_000),
  /** gzip of either. */
  GZIP(CaptureTarget::gzip, Seeds::gzip, 10_000),
  /** Frames of every link type. */
  LINK(LinkTarget::check, Seeds::frames, 80_000),
  /** TCP segments. */
  SEGMENTS(SegmentsTarget::check, Seeds::segments, 40_000),
  /** One direction of an MQTT connection. */
  FRAMER(FramerTarget::check, Seeds::streams, 30_000),
  /** Both directions of any connection. */
  TRANSPORT(TransportTarget::check, Seeds::openings, 20_000),
  /** MQTT over a TCP without trouble. */
  MESSAGES(MessagesTarget::check, Seeds::messages, 3_000),
  /** Whole captures, all forms of a report. */
  ANALYZE(ReportTarget::analyze, Seeds::captures, 3_000),
  /** Whole captures, packet by packet. */
  DECODE(ReportTarget::decode, Seeds::captures, 4_000),
  /** Whole captures, the frames of their messages. */
  EXTRACT(ExtractTarget::check, Seeds::captures, 1_000);

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Consumer<byte[]> body;

  @SuppressWarnings("ImmutableEnumChecker") // likewise
  private final Seeds.Kind seeds;

  /** How many mutated inputs every build gives it; all together at least 200,000. */
  final int inputsInABuild;

  FuzzTarget(Consumer<byte[]> body, Seeds.Kind seeds, int inputsInABuild) {
    this.body = body;
    this.seeds = seeds;
    this.inputsInABuild = inputsInABuild;
  }

  /** Throws if the input shows something wrong. */
  void check(byte[] input) {
    body.accept(input);
  }

  Seeds.Kind seeds() {
    return seeds;
  }
}
