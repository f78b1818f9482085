/**
 * The comparison with tcpdump and tshark: commands are run by turns on generated captures, timed,
 * and everything they count is checked against the captures' ledgers. Start reading at {@link
 * dev.hopscope.benchmarks.compare.Compare}.
 */
package dev.hopscope.benchmarks.compare;
