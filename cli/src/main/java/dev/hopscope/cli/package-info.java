/**
 * The {@code hopscope} command: options, messages, exit codes, and where output goes.
 *
 * <p>Each subcommand is a class, groups of options are mixins, and everything from outside
 * (streams, environment, terminal) comes through a {@link dev.hopscope.cli.Context}, so that tests
 * run commands in the same process. One thread.
 */
package dev.hopscope.cli;
