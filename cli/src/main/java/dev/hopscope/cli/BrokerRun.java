package dev.hopscope.cli;

import dev.hopscope.broker.BrokerException;
import dev.hopscope.broker.EventLines;
import dev.hopscope.broker.MosquittoLines;
import dev.hopscope.broker.PacketListener;
import dev.hopscope.broker.PacketWriter;
import dev.hopscope.broker.ReferenceBroker;
import dev.hopscope.report.text.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a broker until a signal comes, or its events cannot be written. */
final class BrokerRun {
  private final Context context;
  private final Interruption interruption;
  private final BrokerCommand command;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile IOException failure;

  BrokerRun(Context context, Interruption interruption, BrokerCommand command) {
    this.context = context;
    this.interruption = interruption;
    this.command = command;
  }

  int call() {
    interruption.running(end::countDown);
    try (Writer events = command.events == null ? null : Files.newBufferedWriter(command.events)) {
      List<PacketWriter> writers = writers(events);
      try (ReferenceBroker broker = start(writers)) {
        tellReady(broker);
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        writers.forEach(PacketWriter::close);
      }
    } catch (IOException e) {
      failure = e;
    }
    if (failure != null) {
      throw new CommandFailure(
          ExitCode.OUTPUT,
          command.events
              + ": cannot be written ("
              + Output.reason(failure)
              + "): give another file to --events",
          failure);
    }
    return ExitCode.OK.code();
  }

  private List<PacketWriter> writers(Writer events) {
    List<PacketWriter> writers = new ArrayList<>();
    if (events != null) {
      writers.add(PacketWriter.start(events, EventLines::of, this::giveUp));
    }
    if (command.verbose) {
      MosquittoLines lines = new MosquittoLines(this::shown);
      writers.add(PacketWriter.start(context.stderr(), lines::of, this::giveUp));
    }
    return writers;
  }

  private String shown(String text) {
    return SafeText.escape(text, context.unicode()).replace("\\\\", "\\");
  }

  /** Without its events a run proves nothing. */
  private void giveUp(IOException why) {
    failure = why;
    end.countDown();
  }

  private ReferenceBroker start(List<PacketWriter> writers) {
    ListenOptions listen = command.listen;
    ReferenceBroker.Builder broker =
        ReferenceBroker.builder()
            .host(listen.host)
            .port(listen.port)
            .maxQos(command.maxQos)
            .sessionExpiry(Duration.ofSeconds(command.sessionExpiry))
            .maxQueued(command.maxQueued)
            .problems(problem -> context.message("broker: " + problem))
            .listener(listener(writers));
    if (listen.webSocketPort != null) {
      broker.webSocketPort(listen.webSocketPort);
    }
    if (listen.tlsPort != null) {
      broker.tls(listen.tlsPort, listen.certificate, listen.key);
    }
    if (listen.clientCa != null) {
      broker.clientCa(listen.clientCa);
    }
    if (listen.users != null) {
      broker.users(listen.users);
    }
    if (listen.allowAnonymous) {
      broker.allowAnonymous();
    }
    if (command.data != null) {
      broker.data(command.data);
    }
    try {
      return broker.start();
    } catch (BrokerException e) {
      ExitCode exit =
          switch (e.kind()) {
            case SETTING -> ExitCode.USAGE;
            case PLACE -> ExitCode.OUTPUT;
          };
      throw new CommandFailure(exit, e.getMessage(), e);
    }
  }

  private static PacketListener listener(List<PacketWriter> writers) {
    return switch (writers.size()) {
      case 0 -> packet -> {};
      case 1 -> writers.get(0);
      default -> packet -> writers.forEach(each -> each.onPacket(packet));
    };
  }

  private void tellReady(ReferenceBroker broker) {
    StringBuilder line = new StringBuilder("ready: ").append(url("mqtt", broker.port()));
    if (broker.tlsPort() != 0) {
      line.append(' ').append(url("mqtts", broker.tlsPort()));
    }
    if (broker.webSocketPort() != 0) {
      line.append(' ')
          .append(url("ws", broker.webSocketPort()))
          .append(ReferenceBroker.WEBSOCKET_PATH);
    }
    try {
      context.stdout().write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
      context.stdout().flush();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.OUTPUT,
          "standard output: cannot be written (" + Output.reason(e) + "): use another place",
          e);
    }
  }

  private String url(String scheme, int port) {
    String host = command.listen.host;
    return scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
