/**
 * The lab's clients behind one interface: hivemq-mqtt-client for MQTT 3.1.1 and 5.0, Eclipse Paho
 * for 3.1. None connects again by itself, each sends at once (TCP_NODELAY).
 *
 * <p>Calls wait for the broker's answer, but never longer than {@link
 * dev.hopscope.lab.client.LabClient#PATIENCE}; one thread makes them. What is received comes on the
 * libraries' threads.
 */
package dev.hopscope.lab.client;
