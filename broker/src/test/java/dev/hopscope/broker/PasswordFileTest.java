package dev.hopscope.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Password files; the good one is mosquitto_passwd's own (2.0.11). */
class PasswordFileTest {
  private static final String MADE =
      """
      joe:$7$101$QI7Ka6cO35zPh1fz$tCqheC2/R0HhTD+70UsPyTVOOoRTkj4uurWL9kTj6AfHiWlc8ONOwTmVU7nZsgp6XbdeTmeBXac57ykBHNGBfA==
      ann:$7$101$Uw46w3wgRE9NkNmB$xYbUuT4LSLX5awXxZ8kaMWs6wYonPrCCXkcsFLymrVuPlJ6wfweEDKcaGAQMKpn3bck9iGu7W8KL9cAtWZrbKg==
      """;

  @TempDir private Path folder;

  private PasswordFile read(String text) throws Exception {
    return PasswordFile.read(Files.writeString(folder.resolve("users"), text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void mosquittosOwn() throws Exception {
    PasswordFile users = read(MADE);
    assertThat(users.accepts("joe", bytes("secret"))).isTrue();
    assertThat(users.accepts("ann", bytes("p\u00e4ss w\u00f6rt"))).isTrue();
    assertThat(users.accepts("joe", bytes("Secret"))).isFalse();
    assertThat(users.accepts("joe", new byte[0])).isFalse();
    assertThat(users.accepts("joe", bytes("p\u00e4ss w\u00f6rt"))).isFalse();
    assertThat(users.accepts("JOE", bytes("secret"))).isFalse();
    assertThat(users.accepts("", bytes("secret"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joe:secret",
        "joe",
        ":$7$101$QI7Ka6cO35zPh1fz$tCqh",
        "joe:$6$QI7Ka6cO35zPh1fz$tCqheC2/R0HhTD",
        "joe:$7$0$QI7Ka6cO35zPh1fz$tCqh",
        "joe:$7$x$QI7Ka6cO35zPh1fz$tCqh",
        "joe:$7$101$QI7Ka6cO35zPh1fz$",
        "joe:$7$101$%%%%$tCqh",
        "joe:$7$101$QI7Ka6cO35zPh1fz"
      })
  void aLineThatIsNone(String line) {
    assertThatThrownBy(() -> read(MADE + "\n" + line + "\n"))
        .isInstanceOf(BrokerException.class)
        .hasMessageEndingWith(
            "users: line 4 is no name:$7$... (PBKDF2-SHA512): make it with mosquitto_passwd");
  }

  @Test
  void aFileThatIsNotThere() {
    assertThatThrownBy(() -> PasswordFile.read(folder.resolve("none")))
        .hasMessageEndingWith("none: cannot be read (no such file): give a password file");
  }
}
