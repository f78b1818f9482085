/**
 * Frames in: capture files and live interfaces ({@code capture.live}), behind one {@link
 * dev.hopscope.capture.CaptureSource}.
 *
 * <p>Single-threaded. A source owns its buffer; a {@link dev.hopscope.capture.Frame} is a view into
 * it until the next call. Damage ends a source with a {@link
 * dev.hopscope.capture.CaptureException}, after every frame before it was handed over.
 */
package dev.hopscope.capture;
