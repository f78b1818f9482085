/**
 * The reference broker: HiveMQ CE in this process, and what it received and sent, packet for
 * packet. That is the ground truth that the analyzer is measured against.
 *
 * <p>The analyzer must never depend on this module: an observer that knew the broker would prove
 * nothing. {@code HiveServer} alone knows how HiveMQ is put together, {@code PacketTap} and {@code
 * Packets} what its packets are made of. Callbacks come on HiveMQ's event loops, one connection
 * always on the same one; nothing here hands out buffers.
 */
package dev.hopscope.broker;
