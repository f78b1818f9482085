/**
 * One TCP connection's MQTT state: version and how it is known, which side is the server, topic
 * aliases, how it ended.
 *
 * <p>Single-threaded; shares nothing between connections. Packet views pass through and live until
 * the call returns.
 */
package dev.hopscope.connection;
