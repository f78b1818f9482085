/**
 * The report as a page: one HTML file that holds its data, its scripts and its style, asks for
 * nothing, and opens from disk.
 *
 * <p>{@link dev.hopscope.report.html.HtmlReportWriter} collects and writes; what a reader sees is
 * made in the browser by the scripts beside the template, from the names of the report's contract.
 */
package dev.hopscope.report.html;
