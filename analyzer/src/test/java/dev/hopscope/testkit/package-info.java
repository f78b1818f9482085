/**
 * What tests of every module share: captures built in memory on a clock of their own.
 *
 * <p>Single-threaded. Bad arguments throw; nothing here reads the machine's clock.
 */
package dev.hopscope.testkit;
