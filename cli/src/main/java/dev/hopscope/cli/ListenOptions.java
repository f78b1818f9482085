package dev.hopscope.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a broker listens, and who may connect there. */
final class ListenOptions {
  private static final int HIGHEST_PORT = 65_535;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Listen there (default: ${DEFAULT-VALUE}). An address that other machines can reach needs"
              + " --users or --allow-anonymous.")
  String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "1883",
      description = "TCP port, 0 for a free one (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--websocket-port",
      paramLabel = "PORT",
      description = "Listen for WebSocket clients too, at /mqtt; 0 for a free port.")
  Integer webSocketPort;

  @Option(
      names = "--tls-port",
      paramLabel = "PORT",
      description = "Listen for TLS clients too; 0 for a free port.")
  Integer tlsPort;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "For --tls-port: the server's certificate, then those it comes from (PEM).")
  Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "For --tls-port: the certificate's private key (PEM, not encrypted).")
  Path key;

  @Option(
      names = "--client-ca",
      paramLabel = "FILE",
      description = "TLS clients must show a certificate that comes from one in FILE (PEM).")
  Path clientCa;

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description = "Users and passwords, as mosquitto_passwd writes them ($7$, PBKDF2-SHA512).")
  Path users;

  @Option(
      names = "--allow-anonymous",
      description =
          "Clients without a user name may connect, also where there are users or the host can be"
              + " reached from other machines.")
  boolean allowAnonymous;

  /** Refuses what cannot be. */
  void check() {
    checkPort("--port", port);
    checkPort("--websocket-port", webSocketPort);
    checkPort("--tls-port", tlsPort);
    if (tlsPort != null && (certificate == null || key == null)) {
      throw bad("--tls-port needs --certificate and --key");
    }
    if (tlsPort == null && (certificate != null || key != null || clientCa != null)) {
      throw bad("--certificate, --key and --client-ca are of no use without --tls-port: give it");
    }
  }

  private void checkPort(String option, Integer number) {
    if (number != null && (number < 0 || number > HIGHEST_PORT)) {
      throw bad(option + " " + number + " cannot be: give 0 to " + HIGHEST_PORT);
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
