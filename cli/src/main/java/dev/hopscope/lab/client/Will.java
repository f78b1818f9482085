package dev.hopscope.lab.client;

/** What the broker publishes for a client that goes without DISCONNECT. */
public record Will(String topic, String payload, int qos, boolean retain) {}
