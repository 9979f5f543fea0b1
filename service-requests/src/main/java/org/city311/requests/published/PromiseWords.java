package org.city311.requests.published;

import org.city311.requests.catalogue.Promise;

/// A promise as residents read it: `48 hours`, `3 días hábiles`.
public final class PromiseWords {
  private PromiseWords() {}

  /// @param language Spanish for `es`, English for all others
  public static String of(Promise promise, String language) {
    boolean one = promise.amount() == 1;
    boolean working = promise.time() == Promise.Time.WORKING;
    String words =
        language.equals("es") ? spanish(promise, one, working) : english(promise, one, working);
    return promise.amount() + " " + words;
  }

  private static String english(Promise promise, boolean one, boolean working) {
    String unit =
        switch (promise.unit()) {
          case HOURS -> one ? "hour" : "hours";
          case DAYS -> one ? "day" : "days";
        };
    return working ? "working " + unit : unit;
  }

  private static String spanish(Promise promise, boolean one, boolean working) {
    return switch (promise.unit()) {
      case HOURS -> (one ? "hora" : "horas") + (working ? (one ? " hábil" : " hábiles") : "");
      case DAYS -> (one ? "día" : "días") + (working ? (one ? " hábil" : " hábiles") : "");
    };
  }
}
