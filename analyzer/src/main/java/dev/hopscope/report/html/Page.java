package dev.hopscope.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page around the data: a template with places for the style, the scripts and the policy.
 *
 * <p>The policy allows no request, and of scripts and styles only those that are written here, by
 * their digests (Content Security Policy Level 3, section 6.7.3).
 */
final class Page {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z0-9]+)}}");
  private static final String DATA = "data";

  /** In this order: what a file runs at once needs those before it. */
  private static final List<String> SCRIPTS =
      List.of(
          "dom.js",
          "time.js",
          "words.js",
          "model.js",
          "query.js",
          "state.js",
          "charts.js",
          "overview.js",
          "list.js",
          "rows.js",
          "ladder.js",
          "packet.js",
          "trace.js",
          "timeline.js",
          "keys.js",
          "main.js");

  void write(OutputStream out, PageData data) throws IOException {
    String style = resource("page.css");
    String library = resource("d3.min.js");
    String script = script();
    Map<String, String> places =
        Map.of(
            "policy",
            policy(List.of(library, script), style),
            "style",
            style,
            "library",
            library,
            "licence",
            text(resource("LICENSE")),
            "script",
            script,
            "encoding",
            data.encoding());
    String template = resource("page.html");
    Matcher place = PLACE.matcher(template);
    int from = 0;
    while (place.find()) {
      out.write(template.substring(from, place.start()).getBytes(UTF_8));
      if (place.group(1).equals(DATA)) {
        data.write(out);
      } else {
        out.write(places.get(place.group(1)).getBytes(UTF_8));
      }
      from = place.end();
    }
    out.write(template.substring(from).getBytes(UTF_8));
  }

  /** The page's own scripts as one, so that none of their names is global. */
  private static String script() throws IOException {
    StringBuilder all = new StringBuilder("\"use strict\";\n(() => {\n");
    for (String name : SCRIPTS) {
      all.append(resource(name)).append('\n');
    }
    return all.append("})();\n").toString();
  }

  private static String policy(List<String> scripts, String style) {
    StringBuilder policy = new StringBuilder("default-src 'none'; img-src data:; script-src");
    scripts.forEach(script -> policy.append(' ').append(digest(script)));
    return policy
        .append("; style-src ")
        .append(digest(style))
        .append("; base-uri 'none'; form-action 'none'")
        .toString();
  }

  private static String digest(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
