package dev.hopscope.trace;

/**
 * What two copies of a message share at one broker.
 *
 * @param topic the topic name, or null where an alias hides it
 * @param forwardedDigest digest of the properties forwarded unaltered, where both hops are 5.0
 */
record MessageKey(String topic, int payloadLength, long payloadDigest, long forwardedDigest) {}
