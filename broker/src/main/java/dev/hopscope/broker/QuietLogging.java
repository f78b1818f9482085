package dev.hopscope.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * What becomes of HiveMQ's log: its errors are told, one line each, and nothing else is.
 *
 * <p>The log belongs to the process, so this is too: it holds from the first broker on, and each
 * broker that is open is told of every error. Where the process has no logback, nothing is told.
 */
final class QuietLogging extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Consumer<String> problems;

  private QuietLogging(Consumer<String> problems) {
    this.problems = problems;
  }

  /** Silences the log, but for errors. */
  static QuietLogging start(Consumer<String> problems) {
    // there may be others on the class path, and SLF4J would say on stderr which one it took
    if (System.getProperty("slf4j.provider") == null) {
      System.setProperty("slf4j.provider", "ch.qos.logback.classic.spi.LogbackServiceProvider");
      System.setProperty("slf4j.internal.verbosity", "WARN");
    }
    QuietLogging appender = new QuietLogging(problems);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      if (root.getLevel() != Level.ERROR) {
        // HiveMQ's jar brings a configuration that prints everything on stdout
        context.reset();
        root.setLevel(Level.ERROR);
      }
      appender.setContext(context);
      appender.start();
      root.addAppender(appender);
    }
    return appender;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String cause =
        event.getThrowableProxy() == null ? "" : ": " + event.getThrowableProxy().getMessage();
    problems.accept(event.getFormattedMessage().lines().findFirst().orElse("") + cause);
  }

  @Override
  public void close() {
    stop();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(this);
    }
  }
}
