package org.city311.gateway.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.city311.ivr.agent.AgentId;

/// What accounts can point at: the agents and the departments that there are now. Both may be taken away while an
/// account names them still.
///
/// @param hasAgent whether there is such an agent
/// @param hasDepartment whether there is a department of that id
public record Workplaces(Predicate<AgentId> hasAgent, Predicate<String> hasDepartment) {
  /// What an account can name that is not there, as HTTP calls the field.
  public enum Field {
    AGENT("agent"),
    DEPARTMENT("department");

    private final String word;

    Field(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// What the account names that is not there; empty for nothing.
  public List<Field> missing(Account account) {
    List<Field> missing = new ArrayList<>();
    if (account.agent().filter(hasAgent.negate()).isPresent()) {
      missing.add(Field.AGENT);
    }
    if (account.department().filter(hasDepartment.negate()).isPresent()) {
      missing.add(Field.DEPARTMENT);
    }
    return missing;
  }

  /// What a person is told of it.
  public static String told(Account account, Field field) {
    return switch (field) {
      case AGENT -> "there is no agent " + account.agent().map(AgentId::value).orElse("");
      case DEPARTMENT -> "there is no department " + account.department().orElse("");
    };
  }
}
