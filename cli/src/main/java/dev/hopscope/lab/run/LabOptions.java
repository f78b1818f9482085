package dev.hopscope.lab.run;

import dev.hopscope.report.text.Terminal;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a run of the lab is told.
 *
 * @param broker an outside broker; null for the reference broker
 * @param proxyRecords whether the proxy writes the captures instead of libpcap
 * @param out where to keep captures, reports and logs; null for nowhere
 * @param version of the program
 * @param ticker real time, steadily rising, in nanoseconds since 1970-01-01T00:00:00Z
 * @param terminal what ladders are drawn for
 * @param problems told, on any thread, what a user should know
 */
public record LabOptions(
    InetSocketAddress broker,
    boolean proxyRecords,
    Path out,
    String version,
    LongSupplier ticker,
    Terminal terminal,
    Consumer<String> problems) {}
