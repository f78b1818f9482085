/**
 * QoS flows: the exchange for one PUBLISH on one connection, by one transition table for both
 * directions and all versions.
 *
 * <p>Single-threaded; shares nothing between connections. A flow that outlives its connection is
 * continued by the session stage.
 */
package dev.hopscope.qos;
