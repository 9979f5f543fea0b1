package org.city311.requests.http.open311;

import java.util.Optional;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.published.Happening;

/// What is said of a request in one sentence, in English and Spanish.
final class Sayings {
  private Sayings() {}

  static String of(State.Name state, String language) {
    boolean es = language.equals("es");
    return switch (state) {
      case NEW -> es ? "Se ha recibido." : "It was received.";
      case OPEN -> es ? "El departamento lo ha aceptado." : "The department has accepted it.";
      case IN_PROGRESS -> es ? "Se está trabajando en ello." : "It is being worked on.";
      case REOPENED -> es ? "Se ha reabierto." : "It was reopened.";
      case ON_HOLD -> es ? "Está en espera." : "It is on hold.";
      case CLOSED -> es ? "Está cerrado." : "It is closed.";
      case MERGED ->
          es ? "Otro reporte trata de lo mismo." : "Another report is of the same thing.";
    };
  }

  static String of(Outcome outcome, String language) {
    boolean es = language.equals("es");
    return switch (outcome) {
      case DONE -> es ? "Hecho." : "Done.";
      case NOTHING_FOUND -> es ? "No se encontró nada que hacer." : "Nothing to do was found.";
      case REFERRED ->
          es ? "Se ha remitido a quien corresponde." : "It was passed on to whoever does it.";
      case DECLINED -> es ? "La ciudad no lo hace." : "The city does not do it.";
      case WITHDRAWN -> es ? "Se ha retirado." : "It was withdrawn.";
    };
  }

  static String merged(RequestNumber into, String language) {
    return language.equals("es")
        ? "Es lo mismo que el reporte " + into.grouped() + ", que sigue por ambos."
        : "It is the same as request " + into.grouped() + ", which goes on for both.";
  }

  static String of(Happening happening, Catalogue catalogue, String language) {
    boolean es = language.equals("es");
    return switch (happening.what()) {
      case CREATED -> of(State.Name.NEW, language);
      case STATE, UNMERGED -> happening.state().map(state -> of(state, language)).orElse("");
      case CLOSED ->
          (happening.outcome().map(outcome -> of(outcome, language)).orElse("")
                  + " "
                  + happening.text())
              .strip();
      case TRANSFERRED ->
          (es ? "Ahora lo tiene: " : "It was passed on to: ")
              + name(happening.department(), catalogue, language)
              + ".";
      case MERGED -> happening.into().map(into -> merged(into, language)).orElse("");
      case COMMENT -> happening.text();
      case RECALCULATED ->
          (es ? "El plazo ha cambiado. " : "The promise has changed. ") + happening.text();
    };
  }

  private static String name(Optional<String> department, Catalogue catalogue, String language) {
    return department.map(id -> Offer.department(catalogue, id, language)).orElse("");
  }
}
