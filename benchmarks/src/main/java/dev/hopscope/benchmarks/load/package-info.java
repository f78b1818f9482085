/**
 * Writes captures of a simulated broker under load, and a ledger of exactly what each holds.
 *
 * <p>A {@link dev.hopscope.benchmarks.load.World} is run event by event on one thread; what its TCP
 * ends send becomes frames at once, so memory does not grow with the capture. The same options give
 * the same bytes. Nothing here uses the analyzer, whose answers the ledger judges.
 */
package dev.hopscope.benchmarks.load;
