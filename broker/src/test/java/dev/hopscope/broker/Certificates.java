package dev.hopscope.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Certificates made with openssl, in a folder. */
final class Certificates {
  private final Path folder;

  Certificates(Path folder) {
    this.folder = folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Makes {@code NAME.pem} and {@code NAME.key}, signed by itself. */
  void authority(String name) throws Exception {
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=" + name)
        .to("-keyout", name + ".key", "-out", name + ".pem")
        .run();
  }

  /** Makes {@code NAME.pem} and {@code NAME.key}, signed by an authority, for 127.0.0.1. */
  void signed(String name, String authority) throws Exception {
    Files.writeString(file("extensions"), "subjectAltName=IP:127.0.0.1");
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        .to("-subj", "/CN=" + name, "-keyout", name + ".key", "-out", name + ".csr")
        .run();
    openssl("x509", "-req", "-days", "2", "-CAcreateserial", "-extfile", "extensions")
        .to("-in", name + ".csr", "-CA", authority + ".pem")
        .to("-CAkey", authority + ".key", "-out", name + ".pem")
        .run();
    openssl("verify", "-CAfile", authority + ".pem", name + ".pem").run();
  }

  /** Runs openssl in the folder. */
  Command openssl(String... arguments) {
    return new Command().to("openssl").to(arguments);
  }

  /** A command of openssl that is being put together. */
  final class Command {
    private String[] words = {};

    Command to(String... more) {
      String[] all = Arrays.copyOf(words, words.length + more.length);
      System.arraycopy(more, 0, all, words.length, more.length);
      words = all;
      return this;
    }

    void run() throws Exception {
      Path output = file("openssl.log");
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(Tools.end(process, output).exit()).as(String.join(" ", words)).isZero();
    }
  }
}
