/**
 * Fuzz targets: what a stage may never do, whatever bytes it is given.
 *
 * <p>A {@link dev.hopscope.fuzz.FuzzTarget} is a function of a byte array that throws where a
 * property does not hold. Three things call it: {@code FuzzTargetsTest} with the inputs under
 * {@code src/test/resources} and, under {@code .ci/fuzz}, with what Jazzer makes up; {@code
 * MutatedSeedsTest} with a fixed number of mutations of real captures in every build.
 */
package dev.hopscope.fuzz;
