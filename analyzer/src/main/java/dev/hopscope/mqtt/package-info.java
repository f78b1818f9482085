/**
 * MQTT framing and decoding for 3.1, 3.1.1 and 5.0.
 *
 * <p>The framer takes bytes in any segmentation and hands over {@link
 * dev.hopscope.mqtt.PacketView}s, which live until the call returns; the records of {@link
 * dev.hopscope.mqtt.MqttPacket} may be kept. Nothing throws on captured bytes: what is wrong is in
 * the packet's {@link dev.hopscope.mqtt.Notes}, and framing goes on behind it. Single-threaded.
 */
package dev.hopscope.mqtt;
