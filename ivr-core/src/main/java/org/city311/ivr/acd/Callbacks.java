package org.city311.ivr.acd;

import java.time.Instant;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.event.CentreEvent;
import org.jspecify.annotations.Nullable;

/// Residents who are to be called back. Each stands in the queue as a call of its own, in the place of
/// the call that asked for it, and is offered like any other. An agent who has taken it waits for the
/// resident, who is called then. Or, where the city wants that, the resident is called when it is their
/// turn, and waits like any caller once they are there.
///
/// Nothing depends on a timer alone: [#review] is asked as often as [Overflow#review].
final class Callbacks {
  private final Board board;
  private final CallbackTerms terms;
  private final Bygones bygones;

  /// From when to when the hours neither begin nor end; looked for in days to come, so not for each call.
  private Instant sameFrom = Instant.MAX;

  private Instant sameUntil = Instant.MIN;

  Callbacks(Board board, CallbackTerms terms, Bygones bygones) {
    this.board = board;
    this.terms = terms;
    this.bygones = bygones;
  }

  /// A number has one callback at most: who asks again keeps the earlier place. Asked twice for one call, as
  /// after a server's death, there is one all the same.
  ///
  /// @return the callback that there is new; null for none
  @Nullable CallId ask(Changes changes, AcdEvent.CallbackAsked asked) {
    Call known = board.call(asked.asker().id());
    Call asker = asker(changes, known == null ? asked.asker() : known, asked.later());
    if (asker.demand() == null || !mayAsk(known, asked.later())) {
      changes.ignore(asker.id() + ": it can't ask to be called back now");
      return null;
    }
    CallId id = Callback.idFor(asker.id());
    boolean isNew = board.call(id) == null && !bygones.contains(id) && !hasOne(asked.number());
    if (isNew && board.callbacks() >= CallbackTerms.MAX_CALLBACKS) {
      changes.ignore(asker.id() + ": too many are to be called back");
      return null;
    }
    if (isNew) {
      Instant at = changes.at();
      Instant from = asked.later() == null ? at : latest(at, asked.later().from());
      Callback wish =
          new Callback(
              asked.number(),
              terms.tries(),
              terms.pause(),
              from.plus(terms.keep()),
              terms.first() == CallbackTerms.First.RESIDENT
                  ? Callback.ResidentFirst.NOT_YET
                  : null);
      Call waiting = Call.back(asker, wish, at);
      Call callback = from.isAfter(at) ? waiting.withState(new CallState.Postponed(from)) : waiting;
      changes.put(callback);
      changes.tell(new CentreEvent.CallbackAsked(at, callback));
    }
    if (known != null && known.state() instanceof CallState.Treated) {
      changes.happen(known.id(), new CallInput.TreatmentEnded(Outcome.ASKED_TO_BE_CALLED_BACK));
    }
    return isNew ? id : null;
  }

  private boolean hasOne(String number) {
    return board.callbackTo(number) != null;
  }

  /// One that has never asked for a person does so with the callback, and has its place from now on.
  private Call asker(Changes changes, Call call, AcdEvent.@Nullable Later later) {
    return later == null || call.demand() != null
        ? call
        : call.queuedFor(board.routing().ranked(later.demand()), changes.at());
  }

  /// A server that died may have saved the end of the call, and not the callback. A call that has gone back
  /// to wait, or has been answered, is too late. Who has not asked for a person can only be called later.
  private static boolean mayAsk(@Nullable Call known, AcdEvent.@Nullable Later later) {
    return known == null
        || (later != null && known.demand() == null)
        || known.state() instanceof CallState.Treated
        || (known.state() instanceof CallState.Ended(Termination termination)
            && termination.result() == Termination.Result.CALLED_BACK);
  }

  /// An agent has heard that it is a callback.
  void agentWaits(Changes changes, @Nullable CallId id, OfferId offer) {
    if (id == null) {
      changes.ignore("unknown " + offer);
      changes.command(new AcdCommand.HangUpOffer(offer));
      return;
    }
    if (changes.happen(id, new CallInput.ResidentCalled(offer))) {
      Call call = board.call(id);
      if (call != null) {
        changes.command(new AcdCommand.CallResident(call, offer));
      }
    }
  }

  /// It is the turn of one whose resident is called first, and this agent is free for them.
  void callFirst(Changes changes, Call call, AgentId free) {
    changes.happen(call.id(), new CallInput.CalledFirst(free));
    Call called = board.call(call.id());
    changes.command(new AcdCommand.CallResidentFirst(called == null ? call : called));
  }

  /// Does what is due for one that stands in the queue.
  void review(Changes changes, CallId id) {
    Call call = board.call(id);
    Callback wish = call == null ? null : call.callback();
    if (call == null || wish == null) {
      return;
    }
    Instant at = changes.at();
    switch (call.state()) {
      case CallState.Waiting _ -> {
        if (!wish.isThere()) {
          reviewWaiting(changes, id, wish);
        }
      }
      case CallState.Calling _ -> {
        if (wish.dialled() == null || !at.isBefore(unkeyedAt(wish.dialled()))) {
          changes.command(new AcdCommand.HangUpResident(id));
          changes.happen(id, new CallInput.HungUp());
        }
      }
      case CallState.Postponed postponed -> {
        if (!at.isBefore(wish.expires()) || !at.isBefore(postponed.until())) {
          changes.happen(id, new CallInput.Resumed());
          reviewWaiting(changes, id, wish);
        }
      }
      case CallState.Offered offered -> {
        if (wish.dialled() != null && !at.isBefore(unheardAt(wish.dialled()))) {
          changes.command(new AcdCommand.HangUpResident(id));
          changes.happen(id, new CallInput.HungUp());
          letGo(changes, offered.offer());
        }
      }
      case CallState.InFlow _,
          CallState.Entering _,
          CallState.Treated _,
          CallState.Talking _,
          CallState.Outside _,
          CallState.Leaving _,
          CallState.Ended _ -> {}
    }
  }

  private void reviewWaiting(Changes changes, CallId id, Callback wish) {
    Instant at = changes.at();
    if (!at.isBefore(wish.expires())) {
      changes.happen(id, new CallInput.GivenUp(Reason.OUT_OF_TIME));
    } else if (!terms.hours().isOpen(at)) {
      changes.happen(id, new CallInput.Postponed(earlier(hoursChange(at), wish.expires())));
    }
  }

  /// The next moment at which time alone changes something; null for none.
  @Nullable Instant next(Call call, Instant at) {
    Callback wish = call.callback();
    if (wish == null) {
      return null;
    }
    return switch (call.state()) {
      case CallState.Waiting _ -> wish.isThere() ? null : earlier(wish.expires(), hoursChange(at));
      case CallState.Calling _ -> wish.dialled() == null ? null : unkeyedAt(wish.dialled());
      case CallState.Postponed postponed -> earlier(postponed.until(), wish.expires());
      case CallState.Offered _ -> wish.dialled() == null ? null : unheardAt(wish.dialled());
      case CallState.InFlow _,
          CallState.Entering _,
          CallState.Treated _,
          CallState.Talking _,
          CallState.Outside _,
          CallState.Leaving _,
          CallState.Ended _ ->
          null;
    };
  }

  /// An agent waits for a resident who will not come.
  static void letGo(Changes changes, OfferId offer) {
    changes.command(new AcdCommand.HangUpOffer(offer));
    changes.wake(new AcdTimer.LegOver(offer), changes.at().plus(AcdSettings.LEG_LEASE));
  }

  private Instant hoursChange(Instant at) {
    if (at.isBefore(sameFrom) || !at.isBefore(sameUntil)) {
      sameFrom = at;
      sameUntil = terms.hours().nextChange(at).orElse(Instant.MAX);
    }
    return sameUntil;
  }

  private Instant unkeyedAt(Instant dialled) {
    return dialled.plus(terms.ring()).plus(CallbackTerms.QUESTION_LEASE);
  }

  private Instant unheardAt(Instant dialled) {
    return dialled.plus(terms.ring()).plus(CallbackTerms.CONNECT_LEASE);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
