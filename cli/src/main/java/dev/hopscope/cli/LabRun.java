package dev.hopscope.cli;

import dev.hopscope.broker.ReferenceBroker;
import dev.hopscope.capture.live.LiveException;
import dev.hopscope.expect.yaml.InvalidYamlException;
import dev.hopscope.lab.LabException;
import dev.hopscope.lab.capture.LibpcapCapture;
import dev.hopscope.lab.experiment.BuiltIns;
import dev.hopscope.lab.experiment.Experiment;
import dev.hopscope.lab.experiment.ExperimentReader;
import dev.hopscope.lab.run.CaptureMode;
import dev.hopscope.lab.run.Lab;
import dev.hopscope.lab.run.LabOptions;
import dev.hopscope.lab.run.Result;
import dev.hopscope.lab.run.Result.Status;
import dev.hopscope.report.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Runs experiments and tells of them. */
final class LabRun {
  private static final int WIDTH = 80;
  private static final int MOST_PORT = 65_535;
  private static final int CONNECT_MILLIS = 5_000;

  private final Context context;
  private final Interruption interruption;
  private final LabRunCommand command;
  private final boolean color;
  private int done;
  private int all;

  LabRun(Context context, Interruption interruption, LabRunCommand command) {
    this.context = context;
    this.interruption = interruption;
    this.command = command;
    this.color =
        context.stdoutTerminal()
            && context.environment().getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(context.environment().get("TERM"));
  }

  /** What needs the lab's libraries. */
  static int guarded(IntSupplier work) {
    try {
      return work.getAsInt();
    } catch (NoClassDefFoundError e) {
      throw new CommandFailure(
          ExitCode.USAGE, "the lab is not on the class path: start it with ./hopscope", e);
    } catch (InvalidYamlException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
    }
  }

  int call() {
    ReferenceBroker.silenceLog();
    List<Experiment> experiments = new ArrayList<>();
    List<String> names = command.all ? BuiltIns.names() : command.names;
    names.forEach(name -> experiments.addAll(read(name)));
    all = experiments.size();
    LabOptions options =
        new LabOptions(
            command.broker == null ? null : broker(command.broker),
            proxyRecords(),
            command.out,
            Version.text(),
            RealTime.steady(),
            terminal(),
            problem -> context.message("broker: " + problem));
    Thread running = Thread.currentThread();
    interruption.running(running::interrupt);
    Output out = Output.open(context, null, this::clear, new Object());
    ExitCode exit;
    try {
      List<Result> results =
          new Lab(options).run(experiments, this::begins, result -> ended(result, out.stream()));
      clear();
      write(out.stream(), new LabTable(results, color).toString());
      out.close();
      boolean failed = results.stream().anyMatch(each -> each.status() == Status.FAIL);
      exit = failed ? ExitCode.FAILED : ExitCode.OK;
    } catch (LabException e) {
      clear();
      throw new CommandFailure(ExitCode.OUTPUT, e.getMessage(), e);
    } catch (RuntimeException e) {
      exit = out.failed(context, e);
      if (exit == null) {
        throw e;
      }
    }
    return exit.code();
  }

  private Terminal terminal() {
    int columns = context.stdoutTerminal() && context.columns() > 0 ? context.columns() : WIDTH;
    return new Terminal(columns, color, context.unicode());
  }

  private List<Experiment> read(String name) {
    if (BuiltIns.names().contains(name)) {
      return BuiltIns.read(name);
    }
    Path file = Path.of(name);
    if (!Files.exists(file) && !name.contains("/") && !name.contains(".")) {
      throw command.bad(
          name + " is no experiment: name one of " + String.join(", ", BuiltIns.names()));
    }
    try {
      String text = Files.readString(file);
      String plain = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
      return ExperimentReader.read(plain, name, text);
    } catch (MalformedInputException e) {
      throw new CommandFailure(ExitCode.USAGE, name + ": is no UTF-8 text", e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.INPUT, name + ": cannot be read (" + Output.reason(e) + ")", e);
    }
  }

  private InetSocketAddress broker(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
    String port = text.substring(colon + 1);
    int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    if (host.isEmpty() || number < 1 || number > MOST_PORT) {
      throw command.bad("--broker " + text + " is no place: give HOST:PORT");
    }
    try (Socket probe = new Socket()) {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getAllByName(host)[0], number);
      probe.connect(address, CONNECT_MILLIS);
      return address;
    } catch (UnknownHostException e) {
      throw command.bad("--broker " + text + ": no such host");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.INPUT, "--broker " + text + ": cannot be reached (" + Output.reason(e) + ")", e);
    }
  }

  private boolean proxyRecords() {
    if (command.capture == CaptureMode.PROXY) {
      return true;
    }
    try {
      LibpcapCapture.probe();
      return false;
    } catch (LiveException e) {
      if (command.capture == CaptureMode.LIBPCAP) {
        throw new CommandFailure(
            ExitCode.CAPTURE, e.getMessage() + ": --capture proxy needs no privilege", e);
      }
      context.message("the proxy writes the captures: " + e.getMessage());
      return true;
    }
  }

  private void begins(Experiment experiment) {
    done++;
    if (context.stderrTerminal()) {
      context.stderr().print("\r" + done + "/" + all + " " + experiment.label() + "\u001b[K");
      context.stderr().flush();
    }
  }

  private void clear() {
    if (context.stderrTerminal()) {
      context.stderr().print("\r\u001b[K");
      context.stderr().flush();
    }
  }

  private void ended(Result result, OutputStream out) {
    if (result.experiment().ladders() && !result.ladders().isEmpty()) {
      write(out, "== " + result.experiment().label() + "\n\n" + result.ladders() + "\n");
    }
  }

  private static void write(OutputStream out, String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
