package dev.hopscope.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PEM files in each form that a key may have, and those that cannot be used. */
class PemFilesTest {
  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir private Path folder;
  private Certificates certificates;

  @BeforeEach
  void make() throws Exception {
    Tools.need("openssl");
    certificates = new Certificates(folder);
    certificates.authority("ca");
    certificates.signed("server", "ca");
  }

  private KeyStore store(String certificate, String key) throws Exception {
    Path store = folder.resolve("store");
    PemFiles.writeKeyStore(certificates.file(certificate), certificates.file(key), store, PASSWORD);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  @Test
  void everyFormOfKey() throws Exception {
    assertThat(store("server.pem", "server.key").getKey("server", PASSWORD).getAlgorithm())
        .isEqualTo("EC");
    certificates.openssl("ec", "-in", "server.key", "-out", "sec1.key").run();
    assertThat(Files.readString(certificates.file("sec1.key"))).contains("BEGIN EC PRIVATE KEY");
    store("server.pem", "sec1.key");
    certificates.openssl("rsa", "-traditional", "-in", "ca.key", "-out", "pkcs1.key").run();
    assertThat(Files.readString(certificates.file("pkcs1.key"))).contains("BEGIN RSA PRIVATE KEY");
    store("ca.pem", "pkcs1.key");
  }

  @Test
  void aChain() throws Exception {
    Files.writeString(
        certificates.file("chain.pem"),
        Files.readString(certificates.file("server.pem"))
            + Files.readString(certificates.file("ca.pem")));
    assertThat(store("chain.pem", "server.key").getCertificateChain("server")).hasSize(2);
  }

  @Test
  void whatCannotBeUsed() throws Exception {
    assertThatThrownBy(() -> store("server.pem", "ca.key"))
        .hasMessageContaining("ca.key: is not the key of ");
    assertThatThrownBy(() -> store("server.pem", "server.pem"))
        .hasMessageContaining("server.pem: has no private key");
    assertThatThrownBy(() -> store("server.key", "server.key"))
        .hasMessageContaining("server.key: is no certificate");
    assertThatThrownBy(() -> store("none", "server.key"))
        .hasMessageContaining("none: cannot be read (no such file)");
    Files.createFile(certificates.file("empty"));
    assertThatThrownBy(() -> store("empty", "server.key")).hasMessageContaining("no certificate");
    certificates
        .openssl("pkcs8", "-topk8", "-in", "server.key", "-passout", "pass:x", "-out", "locked.key")
        .run();
    assertThatThrownBy(() -> store("server.pem", "locked.key"))
        .hasMessageContaining("locked.key: the key is encrypted");
    Files.writeString(
        certificates.file("cut.key"),
        Files.readString(certificates.file("server.key")).substring(0, 100));
    assertThatThrownBy(() -> store("server.pem", "cut.key"))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("cut.key: has no");
  }
}
