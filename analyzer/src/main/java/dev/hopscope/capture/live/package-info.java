/**
 * Frames from a live interface, through libpcap, and into a capture file.
 *
 * <p>Two threads. The capture thread ({@link dev.hopscope.capture.live.LiveCapture}) owns the
 * libpcap handle and the file: it copies frames into {@code PacketBlock}s, writes each block to the
 * file first, and hands it on. The thread that analyzes pulls frames out of the blocks and gives
 * them back. Where it is too slow and every block is in use, blocks are written and not handed on;
 * what was skipped is counted.
 *
 * <p>libpcap and libc are called through jnr-ffi; pcap4j only lists interfaces. Native libraries
 * are loaded when something here is used for the first time, and never for reading files. What
 * cannot go on is a {@link dev.hopscope.capture.live.LiveException} with a line for a user.
 */
package dev.hopscope.capture.live;
