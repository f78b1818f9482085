/**
 * TCP reassembly: segments in any order become two byte streams a connection, with gaps declared.
 *
 * <p>Single-threaded; nothing is shared between connections but the store's total. Bytes in order
 * are passed on as views into the frame, without a copy; bytes ahead of their turn are copied into
 * a bounded store. Time comes with the data and from {@code onTime}. No input makes it throw or
 * allocate without bound.
 */
package dev.hopscope.stream;
