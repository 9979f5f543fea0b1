package org.city311.requests.catalogue;

import java.util.List;
import java.util.Optional;

/// One kind of thing that residents ask the city for.
///
/// @param id short and lasting, such as `pothole`; Open311's service code
/// @param department the id of who does it
/// @param name as residents read and hear it
/// @param words everyday words for it, by which it is found
/// @param script what the agent says, or must find out, before taking the request
/// @param promise by when the city does it
/// @param priority how much it presses
/// @param place whether it has a place
/// @param duplicates when two reports may be of one thing; empty: never
/// @param raisedBy who may raise it
/// @param visibility what anybody may see of it
/// @param questions what is asked, in this order
/// @param escalations who is to know when it isn't done in time; empty: as its department has it
public record RequestType(
    String id,
    String department,
    Text name,
    EverydayWords words,
    Optional<Text> script,
    Promise promise,
    Priority priority,
    Place place,
    Optional<Duplicates> duplicates,
    RaisedBy raisedBy,
    Visibility visibility,
    List<Question> questions,
    Optional<List<Escalation>> escalations) {

  public RequestType {
    questions = List.copyOf(questions);
    escalations = escalations.map(List::copyOf);
  }

  /// How residents call a thing.
  ///
  /// @param en phrases in English
  /// @param es phrases in Spanish
  public record EverydayWords(List<String> en, List<String> es) {
    public EverydayWords {
      en = List.copyOf(en);
      es = List.copyOf(es);
    }
  }

  /// Whether a report of this type and one of `other` may be of one thing, if place and time fit.
  public boolean mayBeSameThingAs(RequestType other) {
    return duplicates
        .filter(these -> id.equals(other.id) || these.related().contains(other.id))
        .isPresent();
  }
}
