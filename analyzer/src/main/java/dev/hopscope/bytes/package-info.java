/**
 * Plain reads over {@code byte[]}: big- and little-endian numbers, variable byte integers, UTF-8
 * checks, digests.
 *
 * <p>Stateless but for the digests, which belong to one thread. Callers check lengths; what can be
 * incomplete or malformed says so by a named outcome, never by an exception.
 */
package dev.hopscope.bytes;
