package org.city311.requests.phone;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.city311.requests.number.RequestNumber;

/// The desk for callers. Safe for any thread; it waits for the database, for seconds when that is
/// away.
///
/// Numbers of callers are as the trunk gave them; one that is withheld is empty and nobody's.
public interface PhoneDesk {
  /// The most requests of one caller that are told.
  int MOST_OF_A_CALLER = 3;

  /// What is to be told of a request.
  ///
  /// @param caller the number that is called from
  Answer about(RequestNumber number, String caller) throws DeskAwayException;

  /// The requests that a number follows: unfinished, or over for a few days only; what is due
  /// soonest first. None of a number that wants not to be known.
  List<Told> of(String caller) throws DeskAwayException;

  /// From now on calls from this number are nobody's, until it says otherwise.
  ///
  /// @param known whether it is to be known again
  void setKnown(String caller, boolean known) throws DeskAwayException;

  /// Keeps what a caller has spoken, an hour at first: by then its request must have been made.
  ///
  /// @param wav as Asterisk has recorded it
  /// @return the id by which a report names it; empty when it can't be taken
  Optional<String> keep(Path wav) throws DeskAwayException;

  /// Makes a request. The same key with the same report gives the same one.
  ///
  /// @return empty when the city takes no such report (any more); the log has why
  Optional<Filed> take(PhoneReport report) throws DeskAwayException;

  /// The request that a key gave before.
  Optional<Filed> taken(String key) throws DeskAwayException;

  /// A follower says that a closed request was not done.
  ///
  /// @param recording the id of what the caller said of it; empty: nothing
  /// @return by when it is promised now; empty when it can't be reopened from this number
  Optional<Filed> reopen(RequestNumber number, String caller, Optional<String> recording)
      throws DeskAwayException;
}
