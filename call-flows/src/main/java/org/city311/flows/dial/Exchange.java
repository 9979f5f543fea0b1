package org.city311.flows.dial;

import java.time.InstantSource;
import java.util.function.BiFunction;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.OverflowFlow;

/// The conversations that a call without a telephone goes through.
public interface Exchange {

  /// The welcome, by this clock.
  Flow welcome(InstantSource clock);

  /// What is talked about with who is taken out of the queue, by this clock.
  OverflowFlow treatment(Treatment treatment, InstantSource clock);

  /// The language spoken before one is chosen.
  Language firstLanguage();

  /// A prompt's words.
  BiFunction<Language, String, String> texts();
}
