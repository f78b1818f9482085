/**
 * Captures made to be expensive: each fills one store of the analyzer as fast as it can, and the
 * limits have to hold.
 */
package dev.hopscope.hostile;
