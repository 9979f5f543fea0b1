package org.city311.requests.http.open311;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.Department;
import org.city311.requests.catalogue.Question;
import org.city311.requests.catalogue.Question.Answer;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.published.PromiseWords;

/// What the city offers, as GeoReport's services: the types that residents may raise.
final class Offer {
  /// What may be longer than a line is asked for in a larger field.
  private static final int LINE = 250;

  private Offer() {}

  /// A type that residents may raise.
  static Optional<RequestType> type(Catalogue catalogue, String code) {
    return catalogue.type(code).filter(type -> type.raisedBy().residents());
  }

  static Node.Document services(Catalogue catalogue, String language) {
    List<Node.Group> all =
        catalogue.types().stream()
            .filter(type -> type.raisedBy().residents())
            .map(type -> service(catalogue, type, language))
            .toList();
    return new Node.Document("services", new Node.Items("service", all));
  }

  private static Node.Group service(Catalogue catalogue, RequestType type, String language) {
    String words =
        String.join(
            ", ", Stream.concat(type.words().en().stream(), type.words().es().stream()).toList());
    return Node.Group.with("service_code", type.id())
        .with("service_name", type.name().in(language))
        .with("description", notice(type, language))
        .with("metadata", !type.questions().isEmpty())
        .with("type", "realtime")
        .with("keywords", words)
        .with("group", department(catalogue, type.department(), language))
        .build();
  }

  /// The name of a department; its id when the catalogue has no such (any more).
  static String department(Catalogue catalogue, String id, String language) {
    return catalogue.department(id).map(Department::name).map(n -> n.in(language)).orElse(id);
  }

  /// What the city promises.
  static String notice(RequestType type, String language) {
    String promise = PromiseWords.of(type.promise(), language);
    return language.equals("es")
        ? "La ciudad promete hacerlo en un plazo de " + promise + "."
        : "The city promises to do it within " + promise + ".";
  }

  static Node.Document definition(RequestType type, String language) {
    List<Node.Group> attributes = new ArrayList<>();
    for (Question question : type.questions()) {
      attributes.add(attribute(type, question, attributes.size() + 1, language));
    }
    return new Node.Document(
        "service_definition",
        Node.Group.with("service_code", type.id())
            .with("attributes", new Node.Items("attribute", attributes))
            .build());
  }

  /// A question that is asked only after a certain answer can't be required of everybody: which answer, stands
  /// beside it.
  private static Node.Group attribute(
      RequestType type, Question question, int order, String language) {
    Node.Builder attribute =
        Node.Group.with("code", question.id())
            .with("variable", true)
            .with("datatype", datatype(question.answer()))
            .with("required", question.required() && question.when().isEmpty())
            .with("datatype_description", hint(type, question, language))
            .with("order", order)
            .with("description", question.ask().in(language));
    if (!question.answer().choices().isEmpty()) {
      List<Node.Group> values =
          question.answer().choices().stream()
              .map(
                  option ->
                      Node.Group.with("key", option.id())
                          .with("name", option.name().in(language))
                          .build())
              .toList();
      attribute.with("values", new Node.Items("value", values));
    }
    return attribute.build();
  }

  private static String datatype(Answer answer) {
    return switch (answer) {
      case Answer.Words(int most) -> most > LINE ? "text" : "string";
      case Answer.WholeNumber _ -> "number";
      case Answer.Date _ -> "datetime";
      case Answer.OneOf _ -> "singlevaluelist";
      case Answer.ManyOf _ -> "multivaluelist";
    };
  }

  private static String hint(RequestType type, Question question, String language) {
    boolean spanish = language.equals("es");
    String form =
        switch (question.answer()) {
          case Answer.Words(int most) ->
              (spanish ? "Hasta %d caracteres." : "At most %d characters.").formatted(most);
          case Answer.WholeNumber(int least, int most) ->
              (spanish ? "Un número entero de %d a %d." : "A whole number from %d to %d.")
                  .formatted(least, most);
          case Answer.Date _ -> spanish ? "Un día, como 2026-01-31." : "A day, such as 2026-01-31.";
          case Answer.OneOf _, Answer.ManyOf _ -> "";
        };
    String when = question.when().map(condition -> condition(type, condition, spanish)).orElse("");
    String required =
        question.required() && question.when().isPresent()
            ? (spanish ? " Entonces es obligatoria." : " Then it is required.")
            : "";
    return (when + required + " " + form).strip();
  }

  private static String condition(RequestType type, Question.Condition condition, boolean spanish) {
    List<String> answers =
        type.questions().stream()
            .filter(question -> question.id().equals(condition.question()))
            .flatMap(question -> question.answer().choices().stream())
            .filter(option -> condition.options().contains(option.id()))
            .map(option -> option.name().in(spanish ? "es" : "en"))
            .toList();
    return spanish
        ? "Solo si la respuesta a «%s» es «%s»."
            .formatted(condition.question(), String.join("» / «", answers))
        : "Only if the answer to '%s' is '%s'."
            .formatted(condition.question(), String.join("' or '", answers));
  }
}
