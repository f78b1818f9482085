/**
 * The deliveries of an analysis as comma-separated values (RFC 4180).
 *
 * <p>Control characters from captures are escaped, and what a spreadsheet would take for a formula
 * is made a text. Single-threaded.
 */
package dev.hopscope.report.csv;
