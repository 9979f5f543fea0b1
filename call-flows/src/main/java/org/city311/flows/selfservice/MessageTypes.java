package org.city311.flows.selfservice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.city311.flows.message.Message;
import org.city311.flows.message.Message.Kind;
import org.city311.ivr.call.SkillGroupId;
import org.city311.requests.catalogue.AnswerCheck;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.RequestType;
import org.jspecify.annotations.Nullable;

/// As which types of request messages are taken. Whoever leaves one is asked nothing: the recording answers
/// what wants words, and a type with a question that must be answered otherwise is none for messages.
///
/// @param catalogue the city's at this moment
/// @param usual the id of the type of all messages
/// @param ofGroups ids of the types of those for some skill groups
public record MessageTypes(
    Supplier<Catalogue> catalogue, String usual, Map<SkillGroupId, String> ofGroups) {
  public MessageTypes {
    ofGroups = Map.copyOf(ofGroups);
  }

  /// What the type of a message is at this moment; empty when the city has none such any more.
  Optional<RequestType> of(@Nullable SkillGroupId group) {
    String id = group == null ? usual : ofGroups.getOrDefault(group, usual);
    Catalogue now = catalogue.get();
    return now.type(id)
        .filter(MessageTypes::isForMessages)
        .or(() -> now.type(usual).filter(MessageTypes::isForMessages));
  }

  /// What is wrong with these types now, one line each.
  public List<String> mistakes() {
    Map<String, String> all = new HashMap<>();
    all.put("messages", usual);
    ofGroups.forEach((group, id) -> all.put("messages-of." + group, id));
    List<String> mistakes = new ArrayList<>();
    all.forEach(
        (key, id) -> {
          if (catalogue.get().type(id).filter(MessageTypes::isForMessages).isEmpty()) {
            mistakes.add(
                "self-service.%s: found %s, allowed: a type that residents may report, without a question that only keys can answer"
                    .formatted(key, id));
          }
        });
    return mistakes.stream().sorted().toList();
  }

  /// What is answered by a message alone.
  ///
  /// @param words what is noted of one without a recording
  static Map<String, List<String>> answers(RequestType type, Message message, String words) {
    Map<String, List<String>> answers =
        new HashMap<>(PhoneTypes.spoken(type, message.language().tag()));
    if (message.kind() == Kind.CALLBACK) {
      answers.replaceAll((_, _) -> List.of(words));
    }
    return answers;
  }

  private static boolean isForMessages(RequestType type) {
    return type.raisedBy().residents()
        && AnswerCheck.mistakes(type, PhoneTypes.spoken(type, "en")).isEmpty();
  }
}
