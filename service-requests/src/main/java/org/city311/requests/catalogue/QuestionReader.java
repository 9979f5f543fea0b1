package org.city311.requests.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.catalogue.Question.Answer;
import org.city311.requests.catalogue.Question.Condition;
import org.city311.requests.catalogue.Question.Option;

/// Reads questions: those that several types share, and those of one type.
final class QuestionReader {
  /// The longest answer in free words if the question says nothing else, characters.
  private static final int MAX_ANSWER = 250;

  private static final int MAX_ASK = 300;
  private static final int MAX_OPTIONS = 100;
  private static final int MAX_OPTION = 120;
  private static final int MAX_QUESTIONS = 12;
  private static final int MAX_NUMBER = 999_999_999;

  private static final List<Option> YES_NO =
      List.of(new Option("yes", new Text("Yes", "Sí")), new Option("no", new Text("No", "No")));

  private enum Kind {
    TEXT,
    NUMBER,
    DATE,
    ONE_OF,
    MANY_OF,
    YES_NO
  }

  private final Map<String, Question> shared = new LinkedHashMap<>();

  /// Reads the questions that types may name by their ids.
  void readShared(Fields file) {
    for (Fields.Entry entry : file.entries("questions")) {
      switch (entry) {
        case Fields.Entry.Word(String word) ->
            file.mistake("questions", Fields.quoted(word), "a question with id, ask and answer");
        case Fields.Entry.Mapping(Fields fields) -> {
          Question question = question(fields);
          if (shared.putIfAbsent(question.id(), question) != null) {
            fields.mistake("id", "'" + question.id() + "' again", "an id of its own");
          }
        }
      }
    }
  }

  /// The questions of one type, in their order.
  List<Question> ofType(Fields type) {
    List<Question> questions = new ArrayList<>();
    for (Fields.Entry entry : type.entries("questions")) {
      Optional<Question> question =
          switch (entry) {
            case Fields.Entry.Word(String id) -> named(type, id);
            case Fields.Entry.Mapping(Fields fields) -> Optional.of(question(fields));
          };
      question.ifPresent(
          found -> {
            checkAgainst(questions, found, type);
            questions.add(found);
          });
    }
    if (questions.size() > MAX_QUESTIONS) {
      type.mistake("questions", questions.size() + " of them", "at most " + MAX_QUESTIONS);
    }
    return questions;
  }

  private Optional<Question> named(Fields type, String id) {
    Question question = shared.get(id);
    if (question == null) {
      type.mistake("questions", Fields.quoted(id), "the id of a shared question, or a question");
    }
    return Optional.ofNullable(question);
  }

  /// What a question depends on must have been asked before it, in the same type.
  private void checkAgainst(List<Question> earlier, Question question, Fields type) {
    if (earlier.stream().anyMatch(other -> other.id().equals(question.id()))) {
      type.mistake("questions", "'" + question.id() + "' twice", "each only once");
    }
    question.when().ifPresent(condition -> checkCondition(earlier, condition, question, type));
  }

  private void checkCondition(
      List<Question> earlier, Condition condition, Question question, Fields type) {
    Optional<Question> other =
        earlier.stream().filter(q -> q.id().equals(condition.question())).findFirst();
    if (other.isEmpty()) {
      type.mistake(
          "questions",
          "'" + question.id() + "' asked when '" + condition.question() + "'",
          "a question that stands before it");
      return;
    }
    List<String> options = other.get().answer().choices().stream().map(Option::id).toList();
    if (!options.containsAll(condition.options())) {
      type.mistake(
          "questions",
          "'" + question.id() + "' asked when " + condition.options(),
          "options of '" + condition.question() + "': " + options);
    }
  }

  private Question question(Fields fields) {
    String id = fields.shaped("id", "", Fields.ID, Fields.ID_EXPLAINED);
    if (!fields.has("id")) {
      fields.missing("id");
    }
    Text ask = fields.text("ask", MAX_ASK);
    Answer answer = answer(fields);
    boolean required = fields.flag("required");
    Optional<Condition> when = fields.section("when").flatMap(this::condition);
    fields.end();
    return new Question(id, ask, answer, required, when);
  }

  private Answer answer(Fields fields) {
    if (!fields.has("answer")) {
      fields.missing("answer");
    }
    return switch (fields.constant("answer", Kind.TEXT)) {
      case TEXT -> new Answer.Words(fields.number("most-characters", MAX_ANSWER, 1, 4000));
      case NUMBER -> number(fields);
      case DATE -> new Answer.Date();
      case ONE_OF -> new Answer.OneOf(options(fields, MAX_OPTIONS));
      case MANY_OF -> new Answer.ManyOf(options(fields, Question.MAX_GIVEN));
      case YES_NO -> new Answer.OneOf(YES_NO);
    };
  }

  private static Answer number(Fields fields) {
    int least = fields.number("least", 0, -MAX_NUMBER, MAX_NUMBER);
    int most = fields.number("most", MAX_NUMBER, -MAX_NUMBER, MAX_NUMBER);
    if (least > most) {
      fields.mistake("most", "" + most, "at least " + least);
    }
    return new Answer.WholeNumber(least, most);
  }

  private static List<Option> options(Fields fields, int most) {
    Optional<Fields> section = fields.section("options");
    List<Option> options =
        section.stream()
            .flatMap(
                named -> named.ids().stream().map(id -> new Option(id, named.text(id, MAX_OPTION))))
            .toList();
    if (options.size() < 2 || options.size() > most) {
      fields.mistake("options", options.size() + " options", "two to " + most);
    }
    return options;
  }

  private Optional<Condition> condition(Fields when) {
    List<String> ids = when.ids();
    if (ids.size() != 1) {
      when.mistake("", ids.size() + " questions", "one earlier question and its options");
      return Optional.empty();
    }
    Set<String> options = new LinkedHashSet<>(when.words(ids.getFirst()));
    return Optional.of(new Condition(ids.getFirst(), List.copyOf(options)));
  }
}
