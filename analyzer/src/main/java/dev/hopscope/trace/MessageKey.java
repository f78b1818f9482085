package dev.hopscope.trace;

/**
 * What two copies of a message share at one broker.
 *
 * @param topic the topic name, or null where an alias hides it
 */
record MessageKey(String topic, int payloadLength, long payloadDigest) {}
