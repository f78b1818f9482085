package dev.hopscope.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, from the jar that the command came in. */
final class Version implements IVersionProvider {
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "hopscope " + text() + " (Java " + System.getProperty("java.version") + ")"
    };
  }
}
