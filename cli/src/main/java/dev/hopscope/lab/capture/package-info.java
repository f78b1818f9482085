/**
 * Gets what goes over the lab's wire into a pcapng file: through libpcap on loopback, or, where
 * that is not permitted, written by the proxy itself with headers that are made up.
 */
package dev.hopscope.lab.capture;
