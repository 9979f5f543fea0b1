package org.city311.requests.exchange;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.State;

/// What is what in another system's CSV. [MappingReader] reads one from YAML.
///
/// @param source the other system's lasting name: with its number there, a request comes in only once
/// @param file how the file is written
/// @param times how points in time are written
/// @param columns the header of the column that holds each field
/// @param types ids of our types
/// @param departments ids of our departments
/// @param states in which a request comes to us; not merged
/// @param publishWords whether residents wrote the words themselves, and types that show everything show them
/// @param withoutDue the promise of a request that has none there; empty: that of its type
public record Mapping(
    String source,
    FileForm file,
    Times times,
    Map<Field, String> columns,
    Meaning<String> types,
    Meaning<String> departments,
    Meaning<State.Name> states,
    Meaning<Channel> channels,
    Meaning<Outcome> outcomes,
    String language,
    boolean publishWords,
    Optional<Promise> withoutDue) {
  public Mapping {
    columns = Map.copyOf(columns);
  }

  /// @param absent what stands for nothing, besides nothing
  public record FileForm(Charset encoding, char separator, Set<String> absent) {
    public FileForm {
      absent = Set.copyOf(absent);
    }
  }

  /// @param format of what is written there
  /// @param zone in which it is meant, where it does not say so itself
  public record Times(DateTimeFormatter format, ZoneId zone) {}

  /// What the values of a column mean.
  ///
  /// @param of by what is written there
  /// @param otherwise what all others mean; empty: a row with another is refused
  public record Meaning<T>(Map<String, T> of, Optional<T> otherwise) {
    public Meaning {
      of = Map.copyOf(of);
    }

    Optional<T> meaning(String written) {
      return Optional.ofNullable(of.get(written)).or(() -> otherwise);
    }
  }

  /// What a column may hold.
  public enum Field {
    /// Its number there.
    ID,
    TYPE,
    REPORTED,
    DEPARTMENT,
    STATE,
    /// When it came into that state.
    STATE_SINCE,
    DUE,
    CLOSED,
    OUTCOME,
    CHANNEL,
    LANGUAGE,
    WORDS,
    ADDRESS,
    NEIGHBOURHOOD,
    ASSET,
    LATITUDE,
    LONGITUDE,
    ASSIGNEE,
    CONTACT_NAME,
    CONTACT_EMAIL,
    CONTACT_PHONE
  }
}
