package org.city311.gateway.desk;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.jspecify.annotations.Nullable;

/// Keeps what agents say of their calls, and knows of residents' earlier ones. Methods block; any thread may call them.
public interface WrapUpNotes {

  /// What an agent says of a call.
  ///
  /// @param codes as the configuration calls them
  /// @param note in the agent's words; empty for none
  record Word(List<String> codes, String note) {
    public Word {
      codes = List.copyOf(codes);
    }
  }

  /// A call of a resident that is over.
  ///
  /// @param agent who had it last; null for nobody
  /// @param talkSeconds 0 for one that was not answered
  /// @param word what was said of it; null for nothing
  record Past(
      CallId call,
      Instant arrived,
      @Nullable String group,
      String language,
      @Nullable AgentId agent,
      String result,
      double talkSeconds,
      @Nullable Word word) {}

  /// Keeps it in the place of what the same agent has said of the same call before.
  ///
  /// @throws IOException while it can't be kept; may be repeated
  void keep(CallId call, AgentId agent, Word word) throws IOException;

  /// What an agent has said of a call.
  ///
  /// @throws IOException while it can't be read; may be repeated
  Optional<Word> of(CallId call, AgentId agent) throws IOException;

  /// Whether a call that is over was this agent's, a day ago at most.
  ///
  /// @throws IOException while it can't be read; may be repeated
  boolean wasHad(CallId call, AgentId agent) throws IOException;

  /// The latest calls from a number, latest first, without the one that goes on.
  ///
  /// @throws IOException while they can't be read; may be repeated
  List<Past> callsFrom(String number, int limit) throws IOException;
}
