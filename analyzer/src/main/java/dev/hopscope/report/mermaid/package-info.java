/**
 * Traces as Mermaid sequence diagrams.
 *
 * <p>Texts from captures are encoded character by character, so that they mean nothing to Mermaid
 * or to a browser. Single-threaded.
 */
package dev.hopscope.report.mermaid;
