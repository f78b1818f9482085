/**
 * Rules over what was seen, one constant each with the normative statements it stands for.
 *
 * <p>Single-threaded. A rule that a loss of the capture may have tripped says so by {@code certain}
 * being false; it accuses nobody.
 */
package dev.hopscope.conformance;
