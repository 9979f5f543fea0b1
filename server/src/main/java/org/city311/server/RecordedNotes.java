package org.city311.server;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.city311.gateway.desk.http.WrapUpNotes;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.metrics.record.WrapUps;
import org.jspecify.annotations.Nullable;

/// What agents say of calls, kept beside the call records.
final class RecordedNotes implements WrapUpNotes {
  /// How long after a call its agent may say something of it.
  private static final Duration SAYABLE = Duration.ofDays(1);

  private final WrapUps words;
  private final InstantSource clock;

  RecordedNotes(WrapUps words, InstantSource clock) {
    this.words = words;
    this.clock = clock;
  }

  @Override
  public void keep(CallId call, AgentId agent, Word word) throws IOException {
    ask(
        () -> {
          words.keep(call, agent, new WrapUps.Word(word.codes(), word.note()), clock.instant());
          return true;
        });
  }

  @Override
  public Optional<Word> of(CallId call, AgentId agent) throws IOException {
    return ask(() -> words.of(call, agent)).map(word -> new Word(word.codes(), word.note()));
  }

  @Override
  public boolean wasHad(CallId call, AgentId agent) throws IOException {
    return ask(() -> words.wasHad(call, agent, clock.instant().minus(SAYABLE)));
  }

  @Override
  public List<Past> callsFrom(String number, int limit) throws IOException {
    return ask(() -> words.callsFrom(number, limit)).stream().map(RecordedNotes::past).toList();
  }

  private static Past past(WrapUps.Past past) {
    return new Past(
        past.call(),
        past.arrived(),
        past.group(),
        past.language(),
        past.agent(),
        past.result().toLowerCase(Locale.ROOT).replace('_', '-'),
        past.talkSeconds(),
        word(past.word()));
  }

  private static @Nullable Word word(WrapUps.@Nullable Word word) {
    return word == null ? null : new Word(word.codes(), word.note());
  }

  @FunctionalInterface
  private interface Question<T> {
    T answer() throws SQLException;
  }

  private static <T> T ask(Question<T> question) throws IOException {
    try {
      return question.answer();
    } catch (SQLException e) {
      throw new IOException("the database is away", e);
    }
  }
}
