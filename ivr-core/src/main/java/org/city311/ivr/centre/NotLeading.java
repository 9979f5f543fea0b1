package org.city311.ivr.centre;

/// A node was asked for what only the leader can do. To be tried again with the one that leads now.
public final class NotLeading extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NotLeading() {
    super("this node does not lead; ask the one that does");
  }
}
