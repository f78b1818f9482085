/**
 * The analyzer: captured bytes in, report out. Start reading at {@link dev.hopscope.Analyzer}.
 *
 * <p>One analysis runs on one thread and shares nothing with others.
 */
package dev.hopscope;
