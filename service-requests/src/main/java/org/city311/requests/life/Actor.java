package org.city311.requests.life;

/// Who changes a request.
///
/// @param id of the agent, the person of the department, the crew or the part of the software; never a
///     resident's name or contact. Empty for a resident
public record Actor(Kind kind, String id) {
  public static final Actor RESIDENT = new Actor(Kind.RESIDENT, "");

  /// Brings in what another system knows. Its reasons say where that came from, and are nobody's words to
  /// residents.
  public static final Actor IMPORT = new Actor(Kind.SYSTEM, "import");

  public Actor {
    Limits.check("an actor's id", id, Limits.ID);
    if (id.isBlank() != (kind == Kind.RESIDENT)) {
      throw new IllegalArgumentException("a resident has no id, all others have one: " + kind);
    }
  }

  /// In what role.
  public enum Kind {
    RESIDENT,
    AGENT,
    DEPARTMENT,
    CREW,
    /// The software itself, such as an import.
    SYSTEM
  }
}
