/**
 * The report as comments on frames, for those who look at the capture itself.
 *
 * <p>One thread. Text from captures is escaped. What is held grows with the packets of the capture.
 */
package dev.hopscope.report.comment;
