package dev.hopscope.broker;

import dev.hopscope.broker.BrokerException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Users and their passwords, as {@code mosquitto_passwd} writes them: a line {@code
 * name:$7$iterations$salt$hash} a user, salt and hash in Base64, the hash PBKDF2 with HMAC-SHA512
 * (RFC 8018 section 5.2).
 */
final class PasswordFile {
  private static final String KIND = "7";

  private static final class Entry {
    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    Entry(int iterations, byte[] salt, byte[] hash) {
      this.iterations = iterations;
      this.salt = salt;
      this.hash = hash;
    }

    boolean fits(byte[] password) {
      PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
      generator.init(password, salt, iterations);
      KeyParameter key = (KeyParameter) generator.generateDerivedMacParameters(hash.length * 8);
      return MessageDigest.isEqual(hash, key.getKey());
    }
  }

  private final Map<String, Entry> users;

  private PasswordFile(Map<String, Entry> users) {
    this.users = users;
  }

  /** Reads a file; a line that cannot be used is a failure, not a user less. */
  static PasswordFile read(Path file) {
    List<String> lines;
    try {
      lines = Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new BrokerException(
          Kind.SETTING, file + ": cannot be read (" + Reasons.of(e) + "): give a password file", e);
    }
    Map<String, Entry> users = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank()) {
        int colon = line.indexOf(':');
        Entry entry = colon <= 0 ? null : entry(line.substring(colon + 1).strip());
        if (entry == null) {
          throw new BrokerException(
              Kind.SETTING,
              file
                  + ": line "
                  + (i + 1)
                  + " is no name:$7$... (PBKDF2-SHA512): make it with mosquitto_passwd",
              null);
        }
        users.put(line.substring(0, colon), entry);
      }
    }
    return new PasswordFile(users);
  }

  /** An entry from what is behind the colon; null if it is none of this kind. */
  private static Entry entry(String text) {
    String[] parts = text.split("\\$", -1);
    if (parts.length != 5 || !parts[0].isEmpty() || !parts[1].equals(KIND)) {
      return null;
    }
    try {
      int iterations = Integer.parseInt(parts[2]);
      Base64.Decoder base64 = Base64.getDecoder();
      Entry entry = new Entry(iterations, base64.decode(parts[3]), base64.decode(parts[4]));
      return iterations > 0 && entry.hash.length > 0 ? entry : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether a client that shows this password is this user. */
  boolean accepts(String user, byte[] password) {
    Entry entry = users.get(user);
    return entry != null && entry.fits(password);
  }
}
