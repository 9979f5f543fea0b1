package org.city311.requests.desk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.requests.contact.Contact;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Channel;

/// What somebody reports, as it came and not checked yet.
///
/// @param type the id of its type in the catalogue
/// @param language in which it was reported, such as `es` or `es-MX`
/// @param words what is wrong, in the resident's own words; may be empty
/// @param answers to the type's questions, by their ids; an empty answer is none
/// @param address as it was written; may be empty
/// @param asset the city's own id of the thing; may be empty
/// @param contact who wants to hear of it; empty when nobody does
/// @param attachments ids of files that were uploaded before; may be empty
/// @param key the client's own, 16 to 80 characters that nobody else has, such as a UUID: the same key with
///     the same report gives the same request. Empty for none
/// @param who reports it: a resident, or who wrote it down for one
public record Intake(
    String type,
    Channel channel,
    String language,
    String words,
    Map<String, List<String>> answers,
    Optional<Position> position,
    String address,
    String asset,
    Optional<Contact> contact,
    List<String> attachments,
    String key,
    Actor who) {
  public Intake {
    answers = Map.copyOf(answers);
    attachments = List.copyOf(attachments);
  }
}
