/**
 * The wire between clients and a broker: hands packets on whole, one after the other, keeps a log
 * of each, and does what faults say.
 *
 * <p>It knows of MQTT what it needs to cut a stream into packets and to name them, and shares no
 * code with the analyzer's framing and decoding, so that its log is a witness of its own. A
 * connection has two threads, one a direction; a log may be read when its connection has ended.
 * What is no MQTT ends the connection.
 */
package dev.hopscope.lab.proxy;
