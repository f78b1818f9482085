/**
 * The bounds of everything that is held: how much of each, and how often that was not enough.
 *
 * <p>Every store of the analyzer is bounded by a {@link dev.hopscope.limits.Limit}; a run's {@link
 * dev.hopscope.limits.Limits} has the values and counts what was given up. Single-threaded.
 */
package dev.hopscope.limits;
