package dev.hopscope.benchmarks.load;

/**
 * What a subscriber asks for and gets.
 *
 * @param filter topic filter
 * @param requestedQos asked for
 * @param grantedQos granted, never higher
 */
record Subscription(String filter, int requestedQos, int grantedQos) {}
