package dev.hopscope.broker;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.Injector;
import com.hivemq.HiveMQServer;
import com.hivemq.common.shutdown.ShutdownHooks;
import com.hivemq.configuration.info.SystemInformationImpl;
import com.hivemq.configuration.service.FullConfigurationService;
import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.services.admin.AdminService;
import com.hivemq.extensions.ExtensionBootstrap;
import com.hivemq.extensions.services.admin.AdminServiceImpl;
import com.hivemq.persistence.payload.PublishPayloadPersistence;
import dev.hopscope.broker.BrokerException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * HiveMQ in this process, put together as {@code HiveMQInstance} does, but for the listeners: ours
 * tell why one cannot be opened, and put a {@link PacketTap} into each connection.
 *
 * <p>It never calls home: usage statistics, and the check for a new version that comes with them,
 * are switched off, and what would start them is not called.
 */
final class HiveServer implements AutoCloseable {
  /** How long work is taken after all connections have been closed; HiveMQ waits 2 s. */
  private static final int CLOSE_GRACE_MILLIS = 300;

  private final HiveMQServer server;
  private final HiveListeners listeners;

  private HiveServer(HiveMQServer server, HiveListeners listeners) {
    this.server = server;
    this.listeners = listeners;
  }

  /**
   * Starts it; returns when it listens.
   *
   * @param folder of its own, for what it must have in files
   * @param extension says who may connect
   */
  static HiveServer start(Settings settings, Path folder, ExtensionMain extension) {
    // HiveMQ's handler ends the process
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    HiveMQServer server = null;
    InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(CLOSE_GRACE_MILLIS);
    try {
      FullConfigurationService configuration = HiveConfiguration.of(settings);
      SystemInformationImpl system = information(settings, folder);
      server = new HiveMQServer(system, new MetricRegistry(), configuration, false, false);
      server.bootstrap();
      Injector injector = server.getInjector();
      if (injector == null) {
        throw new IllegalStateException("HiveMQ could not be put together");
      }
      HiveListeners listeners = start(injector, settings, folder, extension);
      return new HiveServer(server, listeners);
    } catch (BrokerException e) {
      stop(server);
      throw e;
    } catch (Exception e) {
      stop(server);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw failure(settings, e);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(handler);
    }
  }

  private static HiveListeners start(
      Injector injector, Settings settings, Path folder, ExtensionMain extension)
      throws ExecutionException, InterruptedException {
    injector.getInstance(PublishPayloadPersistence.class).init();
    injector.getInstance(ExtensionBootstrap.class).startExtensionSystem(embedded(extension)).get();
    HiveListeners listeners = new HiveListeners(injector, settings.listener());
    injector.getInstance(ShutdownHooks.class).add(listeners);
    listeners.open(settings, folder);
    ((AdminServiceImpl) injector.getInstance(AdminService.class)).hivemqStarted();
    return listeners;
  }

  private static SystemInformationImpl information(Settings settings, Path folder)
      throws IOException {
    Path data = settings.data() == null ? folder.resolve("data") : settings.data();
    Path extensions = Files.createDirectories(folder.resolve("extensions"));
    SystemInformationImpl system =
        new SystemInformationImpl(
            true,
            true,
            folder.toFile(),
            Files.createDirectories(data).toFile(),
            extensions.toFile());
    system.init();
    return system;
  }

  private static EmbeddedExtension embedded(ExtensionMain extension) {
    return EmbeddedExtension.builder()
        .withId("hopscope")
        .withName("Hopscope")
        .withVersion("1")
        .withExtensionMain(extension)
        .build();
  }

  private static BrokerException failure(Settings settings, Exception failure) {
    if (settings.data() != null) {
      String reason = failure instanceof IOException io ? Reasons.of(io) : Reasons.text(failure);
      return new BrokerException(
          Kind.PLACE,
          settings.data()
              + ": cannot be used ("
              + reason
              + "): give a folder that no other broker uses",
          failure);
    }
    return new BrokerException(
        Kind.PLACE,
        "the broker cannot start (" + Reasons.text(failure) + "): see its log",
        failure);
  }

  private static void stop(HiveMQServer server) {
    if (server != null) {
      server.stop();
    }
  }

  HiveListeners listeners() {
    return listeners;
  }

  /** Closes all connections and what is held in files; returns when that is done. */
  @Override
  public void close() {
    server.stop();
  }
}
