package dev.hopscope.broker;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What a broker is started with; {@link ReferenceBroker.Builder} says what each means.
 *
 * @param data null: in memory
 * @param users null: none
 */
record Settings(
    InetAddress host,
    int port,
    OptionalInt webSocketPort,
    OptionalInt tlsPort,
    Path certificate,
    Path key,
    Path clientCa,
    Path data,
    PasswordFile users,
    boolean anonymous,
    int maxQos,
    Duration sessionExpiry,
    long maxQueued,
    PacketListener listener) {}
