package org.city311.requests.http.staff;

import java.util.List;
import org.city311.requests.desk.Mistake;

/// What was asked can't be done; nothing was stored.
final class RefusedException extends Exception {
  private final transient Answer answer;

  RefusedException(int status, String field, String text) {
    this(Answer.errors(status, List.of(new Mistake(field, text))));
  }

  RefusedException(Answer answer) {
    super(answer.body());
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }
}
