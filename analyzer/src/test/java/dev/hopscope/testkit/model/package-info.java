/**
 * A model broker: a seeded simulation on a clock of its own that writes the capture of what its
 * clients and itself send, and a ledger of which delivery carries which message.
 *
 * <p>Single-threaded. Memory grows with what is under way, not with the number of messages. The
 * same options give the same frames.
 */
package dev.hopscope.testkit.model;
