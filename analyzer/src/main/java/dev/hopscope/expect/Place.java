package dev.hopscope.expect;

/**
 * An expectation: where it stands, and what it says.
 *
 * @param group what it is about
 * @param key its key
 * @param expected what should be, in words
 */
record Place(String file, int line, String group, String key, String expected) {}
