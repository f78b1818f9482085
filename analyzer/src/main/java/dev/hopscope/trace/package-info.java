/**
 * Links the flows of one message: which delivery carries which message, on which grounds, and how
 * sure that is.
 *
 * <p>Each message opens a slot for every receiver its broker owes it to. Equal messages to one
 * receiver form a {@code Group}, whose deliveries are told apart by order and time only; where
 * those do not decide, the link is a tie and says so. Single-threaded; everything held is bounded
 * by {@link dev.hopscope.trace.LinkOptions}.
 */
package dev.hopscope.trace;
