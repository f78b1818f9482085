package dev.hopscope.lab.client;

/** A message to publish, or one that was received. */
public record Message(String topic, String payload, int qos, boolean retain) {}
