/**
 * An analysis as Markdown, as GitHub and GitLab show it: totals, problems, and traces as Mermaid
 * diagrams, in no more than GitHub takes.
 *
 * <p>Texts from captures are encoded character by character, so that they mean nothing to Markdown
 * or to a browser. Single-threaded.
 */
package dev.hopscope.report.markdown;
