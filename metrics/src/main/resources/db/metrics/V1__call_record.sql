create table metrics.call_record (
  call_id text primary key
    check (char_length(call_id) between 1 and 150),
  ani text not null
    check (char_length(ani) <= 80),
  dnis text not null
    check (char_length(dnis) <= 80),
  language text not null
    check (language ~ '^[a-z]{2,3}$'),
  step text not null
    check (char_length(step) <= 80),
  group_id text
    check (group_id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  offers integer not null
    check (offers >= 0),
  agent_id text
    check (agent_id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),

  -- Their order is not constrained: a clock that is set back must not cost us a record.
  arrived_at timestamptz(3) not null,
  ivr_answered_at timestamptz(3),
  language_chosen_at timestamptz(3),
  queued_at timestamptz(3),
  offered_at timestamptz(3),
  answered_at timestamptz(3),
  talk_ended_at timestamptz(3),
  ended_at timestamptz(3) not null,

  result text not null
    check (result in ('ANSWERED', 'ABANDONED', 'LEFT_IN_IVR', 'LOST')),
  reason text not null
    check (reason in (
      'HUNG_UP_IN_FLOW', 'HUNG_UP_WAITING', 'HUNG_UP_WHILE_RINGING', 'HUNG_UP_DURING_WHISPER',
      'CALLER_HUNG_UP', 'AGENT_HUNG_UP', 'ENDED_BY_FLOW', 'SWITCH_FAILED', 'ENDED_UNSEEN')),
  recorded_at timestamptz(3) not null default now(),

  constraint group_known_once_queued check (queued_at is null or group_id is not null),
  constraint agent_known_once_answered check (answered_at is null or agent_id is not null),
  constraint talk_ends_only_after_an_answer check (talk_ended_at is null or answered_at is not null),
  constraint answered_has_an_answer check (result <> 'ANSWERED' or answered_at is not null),
  constraint abandoned_was_queued
    check (result <> 'ABANDONED' or (queued_at is not null and answered_at is null)),
  constraint left_in_ivr_was_not_queued check (result <> 'LEFT_IN_IVR' or queued_at is null)
);

comment on table metrics.call_record is 'One row for each call that has ended; written once, never changed.';
comment on column metrics.call_record.ani is 'The caller''s number as the trunk gave it; empty when withheld.';
comment on column metrics.call_record.queued_at is 'When the resident first asked for a person; null when never.';
comment on column metrics.call_record.recorded_at is 'When the row came here: later than ended_at by what the outbox held it.';

-- The day's figures: calls by the moment they asked for a person.
create index call_record_queued_at on metrics.call_record (queued_at) where queued_at is not null;
-- Reports over a span of time.
create index call_record_arrived_at on metrics.call_record (arrived_at);
-- One agent's calls over a span of time.
create index call_record_agent on metrics.call_record (agent_id, answered_at) where answered_at is not null;
