/**
 * Link and IP decoding: from a {@link dev.hopscope.capture.Frame} to a {@link
 * dev.hopscope.net.TcpSegment}, or a named reason why there is none.
 *
 * <p>Single-threaded. Segments are views into the frame's buffer. Captured bytes never throw: a
 * header that is cut or wrong is an outcome, and is counted.
 */
package dev.hopscope.net;
