package org.city311.flows.speech;

import java.util.Map;
import org.city311.ivr.call.Language;

/// All languages that numbers can be said in.
final class SayingLanguages {
  static final Map<Language, Say> ALL =
      Map.of(Language.ENGLISH, new EnglishSay(), Language.SPANISH, new SpanishSay());

  private SayingLanguages() {}
}
