package org.city311.flows;

/// The resident wants to be elsewhere than at this question. Not a fault; who holds the conversation
/// knows where it goes on.
public abstract sealed class Elsewhere extends Exception {
  private static final long serialVersionUID = 1L;

  private Elsewhere(String message) {
    super(message, null, false, false);
  }

  /// With a person.
  public static final class WantsPerson extends Elsewhere {
    private static final long serialVersionUID = 1L;

    private final Why why;

    public WantsPerson(Why why) {
      super("the resident is to speak with a person");
      this.why = why;
    }

    public Why why() {
      return why;
    }
  }

  /// Why a resident is to speak with a person.
  public enum Why {
    /// By the key for it.
    ASKED,
    /// The answers to a question were of no use, again and again: the resident has yet to be told.
    NOT_UNDERSTOOD
  }

  /// With those who save lives, at once.
  public static final class InDanger extends Elsewhere {
    private static final long serialVersionUID = 1L;

    public InDanger() {
      super("the resident pressed the key for danger to life");
    }
  }

  /// One step back.
  public static final class GoesBack extends Elsewhere {
    private static final long serialVersionUID = 1L;

    public GoesBack() {
      super("the resident goes back");
    }
  }
}
