/**
 * What lies between TCP and MQTT: tells, for each connection, whether its bytes are MQTT as they
 * stand.
 *
 * <p>Content decides, on any port, within the first 64 bytes of a direction (4 KiB for an HTTP
 * request). TLS and WebSocket are recognised, named and counted, not decoded yet: their bytes are
 * dropped. A PROXY header is read and taken off; positions stay those of the TCP stream. A
 * connection that carries none of these costs a few references from then on.
 *
 * <p>Single-threaded. Bytes pass through as views; the few held until the verdict are copied and
 * handed on with the positions and frames they came with. Nothing in them throws: what is not
 * recognised is nobody's.
 */
package dev.hopscope.transport;
