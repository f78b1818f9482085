package dev.hopscope.broker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A broker as a process of its own, so that it can be killed: {@code BrokerProcess FOLDER}. */
final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] args) throws Exception {
    try (ReferenceBroker broker =
        ReferenceBroker.builder()
            .port(0)
            .data(Path.of(args[0]))
            .maxQueued(1_000_000)
            .sessionExpiry(Duration.ofHours(1))
            .start()) {
      System.out.write((broker.port() + "\n").getBytes(StandardCharsets.US_ASCII));
      System.out.flush();
      if (System.in.read() < 0) {
        System.err.println("the test is gone");
      }
    }
  }
}
