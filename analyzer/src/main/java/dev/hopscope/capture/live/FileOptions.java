package dev.hopscope.capture.live;

import java.nio.file.Path;
import java.time.ZoneId;

/**
 * Where captured frames are kept.
 *
 * @param path the file; of a ring what its files' names begin and end with
 * @param ring when to go on in another file
 * @param application what to say of the program that writes
 * @param system what to say of the operating system
 * @param zone whose time of day is in the names of a ring's files
 */
public record FileOptions(
    Path path, RingOptions ring, String application, String system, ZoneId zone) {}
