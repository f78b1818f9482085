/**
 * Holds what the analyzer read off the wire against what the broker says it received and sent, with
 * the proxy's log as a second witness: they may differ by what faults removed, and by nothing else.
 *
 * <p>Captured is the leg between client and proxy. On it is what clients sent, also where a fault
 * kept it from the broker, and of what the broker sent only what reached the client; so a fault is
 * visible in the capture as it would be to somebody beside the client, and the broker's log tells
 * the rest. On the other leg both would say the same, whatever the faults did.
 */
package dev.hopscope.lab.witness;
