/**
 * One broker's state for each ClientID: sessions across connections, subscriptions, and the flows
 * that a later connection finishes.
 *
 * <p>Single-threaded; consumes the packets of all connections in the order of their frames. Ended
 * sessions leave; everything kept is bounded by the number of sessions and subscriptions alive.
 */
package dev.hopscope.session;
