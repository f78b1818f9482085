/** Benches of the analyzer's stages and the side-by-side comparison with tshark and tcpdump. */
package dev.hopscope.benchmarks;
