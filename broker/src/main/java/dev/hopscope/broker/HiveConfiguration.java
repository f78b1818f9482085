package dev.hopscope.broker;

import com.hivemq.configuration.reader.ConfigFileReader;
import com.hivemq.configuration.reader.ConfigurationFile;
import com.hivemq.configuration.reader.ListenerConfigurator;
import com.hivemq.configuration.reader.MqttConfigurator;
import com.hivemq.configuration.reader.PersistenceConfigurator;
import com.hivemq.configuration.reader.RestrictionConfigurator;
import com.hivemq.configuration.reader.SecurityConfigurator;
import com.hivemq.configuration.reader.UsageStatisticsConfigurator;
import com.hivemq.configuration.service.FullConfigurationService;
import com.hivemq.configuration.service.PersistenceConfigurationService.PersistenceMode;
import com.hivemq.configuration.service.impl.ConfigurationServiceImpl;
import com.hivemq.configuration.service.impl.MqttConfigurationServiceImpl;
import com.hivemq.configuration.service.impl.PersistenceConfigurationServiceImpl;
import com.hivemq.configuration.service.impl.RestrictionsConfigurationServiceImpl;
import com.hivemq.configuration.service.impl.SecurityConfigurationServiceImpl;
import com.hivemq.configuration.service.impl.listener.ListenerConfigurationServiceImpl;
import com.hivemq.mqtt.message.QoS;
import com.hivemq.statistics.UsageStatisticsConfigImpl;
import com.hivemq.util.EnvVarUtil;

/** HiveMQ's configuration: its defaults, and our settings over them. */
final class HiveConfiguration {
  private HiveConfiguration() {}

  static FullConfigurationService of(Settings settings) {
    ConfigurationServiceImpl configuration = defaults();
    configuration.usageStatisticsConfiguration().setEnabled(false);
    configuration
        .persistenceConfigurationService()
        .setMode(settings.data() == null ? PersistenceMode.IN_MEMORY : PersistenceMode.FILE);
    var mqtt = configuration.mqttConfiguration();
    mqtt.setMaximumQos(QoS.valueOf(settings.maxQos()));
    mqtt.setMaxSessionExpiryInterval(settings.sessionExpiry().toSeconds());
    mqtt.setMaxQueuedMessages(settings.maxQueued());
    return configuration;
  }

  /** What HiveMQ takes where there is no configuration file. */
  private static ConfigurationServiceImpl defaults() {
    ConfigurationServiceImpl configuration =
        new ConfigurationServiceImpl(
            new ListenerConfigurationServiceImpl(),
            new MqttConfigurationServiceImpl(),
            new RestrictionsConfigurationServiceImpl(),
            new SecurityConfigurationServiceImpl(),
            new UsageStatisticsConfigImpl(),
            new PersistenceConfigurationServiceImpl());
    new ConfigFileReader(
            new ConfigurationFile(null),
            new RestrictionConfigurator(configuration.restrictionsConfiguration()),
            new SecurityConfigurator(configuration.securityConfiguration()),
            new EnvVarUtil(),
            new UsageStatisticsConfigurator(configuration.usageStatisticsConfiguration()),
            new MqttConfigurator(configuration.mqttConfiguration()),
            new ListenerConfigurator(configuration.listenerConfiguration(), null),
            new PersistenceConfigurator(configuration.persistenceConfigurationService()))
        .applyConfig();
    return configuration;
  }
}
