package org.city311.flows.selfservice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.requests.catalogue.AnswerCheck;
import org.city311.requests.catalogue.Place;
import org.city311.requests.catalogue.Question;
import org.city311.requests.catalogue.Question.Answer;
import org.city311.requests.catalogue.Question.Option;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.catalogue.Text;

/// A type of request that is reported by keys and voice. Questions with choices, numbers and days
/// are answered by keys; where it is, and what wants words, is spoken after a tone.
///
/// @param urgent ids of questions after whose yes the caller speaks with a person
record PhoneType(RequestType type, Set<String> urgent) {
  /// Keys 1 to 8 choose; 9 is for who does not know, or has chosen enough.
  static final int MOST_OPTIONS = 8;

  private static final Text OPTION = new Text("%s: press %d.", "%s: oprima el %d.");
  private static final Text UNKNOWN =
      new Text("If you do not know, press 9.", "Si no lo sabe, oprima el 9.");
  private static final Text THAT_IS_ALL =
      new Text(
          "You can choose more than one. When you have chosen all, press 9.",
          "Puede elegir más de una opción. Cuando haya terminado, oprima el 9.");
  private static final Text ENTER =
      new Text(
          "Enter the number, and then press the pound key.",
          "Marque el número y después la tecla numeral.");
  private static final Text DAY =
      new Text(
          "Today: press 1. Yesterday: press 2. Another day: press 3.",
          "Hoy: oprima el 1. Ayer: oprima el 2. Otro día: oprima el 3.");
  private static final Text WHERE =
      new Text(
          "Please say where it is: the street and the number, or the nearest corner.",
          "Diga dónde es: la calle y el número, o la esquina más cercana.");
  private static final Text SAY_TOO = new Text("Please say also:", "Diga también:");
  private static final Text SAY = new Text("Please say:", "Diga por favor:");
  private static final Text AFTER_THE_TONE =
      new Text(
          "Speak after the tone, and press the pound key when you have finished.",
          "Hable después del tono y oprima la tecla numeral cuando termine.");

  /// What is stored as the answer that was spoken.
  private static final Text IN_THE_RECORDING = new Text("(in the recording)", "(en la grabación)");

  /// The question for which there are not enough keys; empty if there is none such.
  static Optional<String> notForKeys(RequestType type) {
    return type.questions().stream()
        .filter(question -> question.answer().choices().size() > MOST_OPTIONS)
        .map(Question::id)
        .findFirst();
  }

  String id() {
    return type.id();
  }

  Text name() {
    return type.name();
  }

  /// The prompt of its name.
  static String name(String id) {
    return "type-" + id;
  }

  /// The prompt of a question.
  String ask(Question question) {
    return "ask-" + id() + "-" + question.id();
  }

  /// The prompt that asks for words.
  String sayPrompt() {
    return "say-" + id();
  }

  /// Where a question is in the type, from 1.
  int place(Question question) {
    return type.questions().indexOf(question) + 1;
  }

  boolean isUrgent(Question question, List<String> answer) {
    return urgent.contains(question.id()) && answer.equals(List.of("yes"));
  }

  /// The next question for keys; empty when all are answered.
  ///
  /// @param answered what was answered so far; an empty answer by who does not know
  Optional<Question> next(Map<String, List<String>> answered) {
    return AnswerCheck.asked(type, answered).stream()
        .filter(PhoneType::isByKeys)
        .filter(question -> !answered.containsKey(question.id()))
        .findFirst();
  }

  /// Whether anything is to be spoken.
  boolean wantsWords() {
    return type.place() != Place.NONE || type.questions().stream().anyMatch(PhoneType::isByVoice);
  }

  /// All answers, with those that are in the recording.
  Map<String, List<String>> complete(Map<String, List<String>> byKeys, String language) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    byKeys.forEach(
        (question, answer) -> {
          if (!answer.isEmpty()) {
            all.put(question, answer);
          }
        });
    AnswerCheck.asked(type, byKeys).stream()
        .filter(PhoneType::isByVoice)
        .forEach(question -> all.put(question.id(), List.of(spoken(question, language))));
    return all;
  }

  private static String spoken(Question question, String language) {
    String words = IN_THE_RECORDING.in(language);
    return question.answer() instanceof Answer.Words(int most) && most < words.length()
        ? "?"
        : words;
  }

  /// A number that may be left out is left out.
  private static boolean isByKeys(Question question) {
    return switch (question.answer()) {
      case Answer.Words _ -> false;
      case Answer.WholeNumber _ -> question.required();
      case Answer.OneOf _, Answer.ManyOf _, Answer.Date _ -> true;
    };
  }

  private static boolean isByVoice(Question question) {
    return question.answer() instanceof Answer.Words && question.required();
  }

  /// What is said of it: key of a prompt to its text.
  Map<String, Text> texts() {
    Map<String, Text> texts = new LinkedHashMap<>();
    texts.put(name(id()), new Text(type.name().en() + ".", type.name().es() + "."));
    type.questions().stream()
        .filter(PhoneType::isByKeys)
        .forEach(
            question ->
                texts.put(ask(question), new Text(ask(question, "en"), ask(question, "es"))));
    if (wantsWords()) {
      texts.put(sayPrompt(), new Text(say("en"), say("es")));
    }
    return texts;
  }

  private static String ask(Question question, String language) {
    String end = question.required() ? "" : " " + UNKNOWN.in(language);
    return question.ask().in(language)
        + " "
        + switch (question.answer()) {
          case Answer.OneOf(List<Option> options) -> options(options, language) + end;
          case Answer.ManyOf(List<Option> options) ->
              options(options, language) + " " + THAT_IS_ALL.in(language);
          case Answer.Date() -> DAY.in(language) + end;
          case Answer.WholeNumber _ -> ENTER.in(language);
          case Answer.Words _ -> AFTER_THE_TONE.in(language);
        };
  }

  private static String options(List<Option> options, String language) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < options.size(); i++) {
      text.append(OPTION.in(language).formatted(options.get(i).name().in(language), i + 1))
          .append(' ');
    }
    return text.toString().strip();
  }

  private String say(String language) {
    String words =
        type.questions().stream()
            .filter(PhoneType::isByVoice)
            .map(question -> question.ask().in(language))
            .collect(Collectors.joining(" "));
    StringBuilder text = new StringBuilder();
    if (type.place() != Place.NONE) {
      text.append(WHERE.in(language)).append(' ');
    }
    if (!words.isEmpty()) {
      text.append((text.isEmpty() ? SAY : SAY_TOO).in(language))
          .append(' ')
          .append(words)
          .append(' ');
    }
    return text.append(AFTER_THE_TONE.in(language)).toString();
  }
}
