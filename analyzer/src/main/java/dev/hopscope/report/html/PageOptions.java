package dev.hopscope.report.html;

/**
 * What a page says beside the report.
 *
 * @param version of the program
 * @param utc whether it first shows times of day, else times from the start of the capture
 * @param redacted whether texts in the report are pseudonyms
 * @param totalsOnly whether messages were left out on purpose
 */
public record PageOptions(String version, boolean utc, boolean redacted, boolean totalsOnly) {}
