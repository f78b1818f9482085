/**
 * What a report should say, read from YAML, and whether it does.
 *
 * <p>{@link dev.hopscope.expect.Expectations} are what a file says; an {@link
 * dev.hopscope.expect.Evaluator} is a sink for a report, and gives a {@link
 * dev.hopscope.expect.Verdict} for each. Memory does not grow with the capture, except for the
 * timelines of which the file tells steps. What a loss of the capture may hide is never a pass.
 * Single-threaded. Bad files end in {@link dev.hopscope.expect.yaml.InvalidYamlException}.
 */
package dev.hopscope.expect;
