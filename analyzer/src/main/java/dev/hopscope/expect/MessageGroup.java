package dev.hopscope.expect;

import java.util.List;

/**
 * What is expected of the messages that a selection takes.
 *
 * @param mayBeEmpty whether it says that there may be no message
 * @param undelivered the receivers of which it says that they may get nothing
 */
record MessageGroup(
    String title,
    Selection selection,
    List<Planned> planned,
    boolean mayBeEmpty,
    List<ClientPattern> undelivered) {}
