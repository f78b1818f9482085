/**
 * Load for a real broker: clients on loopback that publish at a steady rate and count what comes
 * back. A thread per direction of a connection; nothing here uses the analyzer.
 */
package dev.hopscope.benchmarks.live;
