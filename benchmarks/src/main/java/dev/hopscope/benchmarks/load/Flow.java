package dev.hopscope.benchmarks.load;

/**
 * The exchange for one PUBLISH on one hop.
 *
 * @param message what is carried
 * @param receiver who gets it, or null on the publish hop
 * @param qos with which it is carried
 * @param packetId its packet identifier, 0 at QoS 0
 */
record Flow(Message message, Receiver receiver, int qos, int packetId) {}
