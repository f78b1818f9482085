package dev.hopscope.session;

/** Who receives a message: a session, or the members of a share group together. */
public sealed interface Receiver permits Session, ShareGroup {
  /** The broker that serves it. */
  Broker broker();
}
