/**
 * JMH benches of the analyzer's stages, in nanoseconds a frame of a generated capture.
 *
 * <p>{@link dev.hopscope.benchmarks.stages.OneStage} feeds a stage what was recorded before it.
 * From connections on, what a stage takes cannot be recorded without its state; {@link
 * dev.hopscope.benchmarks.stages.UpToStage} adds one stage after the other instead, and a stage
 * costs what it adds.
 */
package dev.hopscope.benchmarks.stages;
