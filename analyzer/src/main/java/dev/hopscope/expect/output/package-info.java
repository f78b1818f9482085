/**
 * Verdicts for people and for machines: a list, JUnit XML, Markdown, GitHub's annotations.
 *
 * <p>Texts from captures are escaped for where they go. The same verdicts give the same bytes.
 * Stateless. Nothing throws on what a capture held; a failed write is thrown as {@link
 * java.io.UncheckedIOException} by whoever writes.
 */
package dev.hopscope.expect.output;
