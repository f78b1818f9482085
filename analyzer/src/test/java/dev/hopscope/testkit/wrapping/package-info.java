/**
 * Wraps the IP packets of a capture into every link type and tunnel that can be decoded, and writes
 * them in every form of file.
 *
 * <p>Single-threaded. Bad arguments throw; nothing here reads the machine's clock.
 */
package dev.hopscope.testkit.wrapping;
