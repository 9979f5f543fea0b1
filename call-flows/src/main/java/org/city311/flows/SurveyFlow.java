package org.city311.flows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.city311.flows.guard.CallerNumber;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.AfterTalk;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;

/// Asks a resident after the talk how it was: one to three questions, each answered with a key. `*` repeats a
/// question, `#` or silence ends the survey.
///
/// Which callers come here at all is drawn by the dialplan. A group that is not asked about, or a number that has
/// answered of late, goes on to the goodbye.
public final class SurveyFlow implements AfterTalk {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// How long a caller waits for the answer whether there are questions at all.
  private static final Duration LOOK = Duration.ofMillis(300);

  /// How often one question is said.
  private static final int TRIES = 3;

  private final Rules rules;
  private final SurveyHistory history;

  public SurveyFlow(Rules rules, SurveyHistory history) {
    this.rules = rules;
    this.history = history;
  }

  /// What is asked. Its prompt is `survey-` and its name.
  ///
  /// @param most the highest key that answers it; the lowest is 1
  public record Question(String name, int most) {
    /// All there are, in the order in which they are asked: whether it was solved, 1 for yes, 2 for no; how the
    /// agent was, and how all of it was, from 1, very poor, to 5, very good.
    public static final List<Question> ALL =
        List.of(new Question("solved", 2), new Question("agent", 5), new Question("overall", 5));

    String prompt() {
      return "survey-" + name;
    }
  }

  /// Who is asked what.
  ///
  /// @param groups whose callers; empty: all groups'
  /// @param notAgainWithin how long a number that has answered is left in peace; zero: not at all
  public record Rules(List<Question> questions, Set<SkillGroupId> groups, Duration notAgainWithin) {
    public Rules {
      questions = List.copyOf(questions);
      groups = Set.copyOf(groups);
    }
  }

  @Override
  public void converse(Line line, Call call, Answers answers) throws CallerGone {
    Set<String> given = call.journey().answers().keySet();
    // One who has begun to answer on a node that died goes on.
    if (given.isEmpty()) {
      if (!isAsked(call)) {
        return;
      }
      line.play("survey-intro");
    }
    for (Question question : rules.questions()) {
      if (given.contains(question.name())) {
        continue;
      }
      Optional<Integer> answer = ask(line, question);
      if (answer.isEmpty()) {
        return;
      }
      answers.give(question.name(), answer.get());
    }
    line.play("survey-thanks");
  }

  private boolean isAsked(Call call) {
    boolean ofTheirs = rules.groups().isEmpty() || rules.groups().contains(call.group());
    return ofTheirs
        && (CallerNumber.of(call.ani()).isEmpty()
            || rules.notAgainWithin().isZero()
            || !history
                .wasAsked(call.ani(), rules.notAgainWithin())
                .completeOnTimeout(true, LOOK.toMillis(), TimeUnit.MILLISECONDS)
                .join());
  }

  /// A key pressed while the system says that it has not understood is the next try's.
  private static Optional<Integer> ask(Line line, Question question) throws CallerGone {
    Optional<Character> key = line.ask(question.prompt(), PATIENCE);
    for (int attempt = 1; attempt < TRIES; attempt++) {
      if (key.isEmpty() || key.get() == '#' || isAnswer(key.get(), question)) {
        break;
      }
      Optional<Character> next =
          key.get() == '*' ? Optional.empty() : line.ask("not-understood", WelcomeFlow.NO_PATIENCE);
      key = next.isPresent() ? next : line.ask(question.prompt(), PATIENCE);
    }
    return key.filter(pressed -> isAnswer(pressed, question)).map(pressed -> pressed - '0');
  }

  private static boolean isAnswer(char key, Question question) {
    return key >= '1' && key <= '0' + question.most();
  }
}
