package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RingNamesTest {
  @ParameterizedTest
  @CsvSource({
    "x_00001_20240101120000.pcapng, x*.pcapng",
    "x_123456_20240101120000.pcapng.gz, x*.pcapng",
    "x_20240101120000_00002.pcap, x*.pcap",
    "x_00001_20240101120000, x*",
    "x.pcap1, x.pcap",
    "x.pcap00, x.pcap",
    "x.pcap17.gz, x.pcap",
    "x-2024-01-01_12:00:00.pcap, x-*.pcap",
    "x-20240101120000.pcap, x-*.pcap",
    "x-20240101120000.pcap3, x-*.pcap",
    "x_2024-01-01.pcap, x_*.pcap",
    "2024-01-01T12.30.pcap, *.pcap",
    "x-1704110400.pcap, x-*.pcap"
  })
  void numbersAndTimesOfRingsAreKnown(String name, String stem) {
    assertThat(RingNames.of(name)).isEqualTo(new RingNames.Name(stem, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.pcap",
        "node1.pcap",
        "node2.pcap",
        "broker-1883.pcap",
        "10.0.0.1.pcap",
        "run2.pcapng",
        "x_00001.pcap",
        "x-20241301120000.pcap",
        "trace1"
      })
  void otherNumbersSayNothing(String name) {
    assertThat(RingNames.of(name)).isEqualTo(new RingNames.Name(name, false));
  }
}
