/**
 * A part of a capture as a capture of its own: which frames carry the messages or connections asked
 * for, and what is replaced in them before they may be handed on.
 *
 * <p>Single-threaded; frames are views that are copied before they are changed. What is held grows
 * with what was chosen, not with the capture. Captured bytes never throw: those that were not
 * understood are chosen like others, and never leave a redacted extract.
 */
package dev.hopscope.extract;
