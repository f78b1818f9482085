/**
 * The report as JSON: one document, or a line for each element; for analyses and for decoded
 * packets.
 *
 * <p>Names and order are those of the model's records and of the schemas beside them.
 * Single-threaded. The caller buffers the stream; a writer flushes it and never closes it. Memory
 * grows with the capture only for the document. Captured text never throws: control characters and
 * lone surrogates are escaped. A failed write is an {@link java.io.UncheckedIOException}.
 */
package dev.hopscope.report.json;
