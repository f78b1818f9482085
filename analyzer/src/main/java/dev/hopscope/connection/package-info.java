/**
 * One TCP connection's MQTT state: version and how it is known, which side is the server, topic
 * aliases, how it ended.
 *
 * <p>Shares nothing between connections. Packet views pass through and live until the call returns.
 * One thread feeds it. What follows may run on another: then an EventRecorder takes down in batches
 * what a Downstream would be told, and an EventPlayer tells it there, of twins of the connections
 * that belong to that thread.
 */
package dev.hopscope.connection;
