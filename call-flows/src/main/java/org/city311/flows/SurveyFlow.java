package org.city311.flows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallerNumber;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.AfterTalk;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;

/// Asks a resident after the talk how it was: one to three questions, each answered with a key. `*` repeats a
/// question; `0`, `#` or three failures end the survey.
///
/// Which callers come here at all is drawn by the dialplan. A group that is not asked about, or a number that has
/// answered of late, goes on to the goodbye.
public final class SurveyFlow implements AfterTalk {
  /// How long a caller waits for the answer whether there are questions at all.
  private static final Duration LOOK = Duration.ofMillis(300);

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

    private Spoken words() {
      return Spoken.of("survey-" + name);
    }

    private Map<Character, Integer> keys() {
      return IntStream.rangeClosed(1, most)
          .boxed()
          .collect(Collectors.toMap(key -> (char) ('0' + key), key -> key));
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
    Dialogue dialogue = new Dialogue(line, call.language());
    try {
      for (Question question : rules.questions()) {
        if (!given.contains(question.name())) {
          answers.give(question.name(), dialogue.choose(question.words(), question.keys()));
        }
      }
      dialogue.say("survey-thanks");
    } catch (Elsewhere e) {
      // The talk is over: from here, every other way leads to the goodbye.
    }
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
}
