-- Callbacks are calls of their own: what came of the resident's wish is told by theirs, not by the call that asked.
alter table metrics.call_record
  add column callback_tries integer
    check (callback_tries >= 0),
  add column callback_answers integer
    check (callback_answers >= 0),

  drop constraint call_record_result_check,
  add constraint call_record_result_check
    check (result in (
      'ANSWERED', 'OVERFLOWED', 'CALLED_BACK', 'ABANDONED', 'LEFT_IN_IVR', 'LOST',
      'CALLBACK_CONNECTED', 'CALLBACK_EXPIRED', 'CALLBACK_CANCELLED')),
  drop constraint call_record_reason_check,
  add constraint call_record_reason_check
    check (reason in (
      'HUNG_UP_IN_FLOW', 'HUNG_UP_WAITING', 'HUNG_UP_WHILE_RINGING', 'HUNG_UP_DURING_WHISPER',
      'HUNG_UP_IN_OVERFLOW', 'LEFT_A_MESSAGE', 'TOLD_FULL', 'TOLD_CLOSED',
      'ASKED_TO_BE_CALLED_BACK', 'NOT_REACHED', 'OUT_OF_TIME', 'CANCELLED_BY_RESIDENT',
      'CALLER_HUNG_UP', 'AGENT_HUNG_UP', 'ENDED_BY_FLOW', 'SWITCH_FAILED', 'ENDED_UNSEEN')),

  add constraint callbacks_end_as_callbacks
    check ((callback_tries is not null) = (result like 'CALLBACK\_%')),
  add constraint callbacks_count_both
    check ((callback_tries is null) = (callback_answers is null)),
  add constraint connected_has_an_answer
    check (result <> 'CALLBACK_CONNECTED' or answered_at is not null);

comment on column metrics.call_record.callback_tries is 'How often the resident was called back; null for a call that a resident made. Of a callback, queued_at is the place of the call that asked for it, arrived_at when it was asked for.';
comment on column metrics.call_record.callback_answers is 'Of these, how often somebody picked up.';
