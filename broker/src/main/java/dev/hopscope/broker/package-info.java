/**
 * The room of the reference broker and its event log: the ground truth that the analyzer is
 * measured against.
 *
 * <p>Empty so far. The analyzer must never depend on it: an observer that knew the broker would
 * prove nothing.
 */
package dev.hopscope.broker;
