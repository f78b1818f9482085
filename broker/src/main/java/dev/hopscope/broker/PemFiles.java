package dev.hopscope.broker;

import dev.hopscope.broker.BrokerException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Makes of PEM files the key stores that HiveMQ wants. */
final class PemFiles {
  private static final String STORE_TYPE = "PKCS12";

  private PemFiles() {}

  /**
   * Writes a key store with a certificate, its chain and its private key.
   *
   * @param certificate PEM, the server's own certificate first
   * @param key PEM, not encrypted: PKCS#8, PKCS#1 or SEC 1
   */
  static void writeKeyStore(Path certificate, Path key, Path store, char[] password) {
    Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
    PrivateKey secret = privateKey(key);
    checkPair(certificate, chain[0], key, secret);
    write(store, password, keys -> keys.setKeyEntry("server", secret, password, chain));
  }

  /** Writes a key store with the certificates that a client's must come from. */
  static void writeTrustStore(Path authorities, Path store, char[] password) {
    Collection<? extends Certificate> trusted = certificates(authorities);
    write(
        store,
        password,
        keys -> {
          int number = 0;
          for (Certificate each : trusted) {
            keys.setCertificateEntry("ca" + number++, each);
          }
        });
  }

  private interface Filling {
    void fill(KeyStore keys) throws GeneralSecurityException;
  }

  private static void write(Path store, char[] password, Filling filling) {
    try (OutputStream out = Files.newOutputStream(store)) {
      KeyStore keys = KeyStore.getInstance(STORE_TYPE);
      keys.load(null, password);
      filling.fill(keys);
      keys.store(out, password);
    } catch (IOException e) {
      throw new BrokerException(
          Kind.PLACE, store + ": cannot be written (" + Reasons.of(e) + "): free space", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read cannot be stored", e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    byte[] pem = read(file, "certificate").getBytes(StandardCharsets.ISO_8859_1);
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      if (found.isEmpty()) {
        throw wrong(file, "has no certificate", null);
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw wrong(file, "is no certificate", e);
    }
  }

  private static PrivateKey privateKey(Path file) {
    try (PEMParser parser = new PEMParser(new StringReader(read(file, "private key")))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        if (part instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (part instanceof PrivateKeyInfo key) {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        }
        if (part instanceof PEMEncryptedKeyPair || part instanceof PKCS8EncryptedPrivateKeyInfo) {
          throw new BrokerException(
              Kind.SETTING, file + ": the key is encrypted: give it without a password", null);
        }
      }
    } catch (IOException e) {
      throw wrong(file, "has no key that can be used", e);
    }
    throw wrong(file, "has no private key", null);
  }

  /** A key that is not the certificate's would only show when the first client comes. */
  private static void checkPair(
      Path certificateFile, Certificate certificate, Path keyFile, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC", "ECDSA" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    boolean fits;
    try {
      byte[] text = "hopscope".getBytes(StandardCharsets.UTF_8);
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(text);
      fits = signature.verify(signed);
    } catch (GeneralSecurityException e) {
      fits = false;
    }
    if (!fits) {
      throw wrong(keyFile, "is not the key of " + certificateFile, null);
    }
  }

  private static String read(Path file, String what) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new BrokerException(
          Kind.SETTING,
          file + ": cannot be read (" + Reasons.of(e) + "): give a " + what + " in PEM format",
          e);
    }
  }

  private static BrokerException wrong(Path file, String what, Exception cause) {
    return new BrokerException(
        Kind.SETTING, file + ": " + what + ": give PEM files that belong together", cause);
  }
}
