package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.report.DecodedPacket;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a decoding finds. */
final class PacketList implements PacketSink {
  private final List<DecodedPacket> packets = new ArrayList<>();
  private boolean ended;

  private PacketList() {}

  /** Every packet of an undamaged capture. */
  static List<DecodedPacket> decode(Path capture, AnalyzerOptions options) {
    PacketList list = new PacketList();
    RunResult result = Analyzer.decode(options, list).run(List.of(capture), Progress.NONE);
    assertThat(result.problems()).isEmpty();
    assertThat(list.ended).isTrue();
    return list.packets;
  }

  @Override
  public void packet(DecodedPacket packet) {
    packets.add(packet);
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    // nothing to compare it with
  }

  @Override
  public void end() {
    ended = true;
  }
}
