-- Records from before have priority 0, no skills and no rungs, which is what there was then.
alter table metrics.call_record
  add column priority integer not null default 0
    check (priority between -100 and 100),
  add column skills jsonb not null default '{}'
    check (jsonb_typeof(skills) = 'object'),
  add column direct_agent_id text
    check (direct_agent_id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  add column rungs integer[] not null default '{}',

  drop constraint call_record_result_check,
  add constraint call_record_result_check
    check (result in ('ANSWERED', 'OVERFLOWED', 'CALLED_BACK', 'ABANDONED', 'LEFT_IN_IVR', 'LOST')),
  drop constraint call_record_reason_check,
  add constraint call_record_reason_check
    check (reason in (
      'HUNG_UP_IN_FLOW', 'HUNG_UP_WAITING', 'HUNG_UP_WHILE_RINGING', 'HUNG_UP_DURING_WHISPER',
      'HUNG_UP_IN_OVERFLOW', 'LEFT_A_MESSAGE', 'TOLD_FULL', 'TOLD_CLOSED',
      'ASKED_TO_BE_CALLED_BACK',
      'CALLER_HUNG_UP', 'AGENT_HUNG_UP', 'ENDED_BY_FLOW', 'SWITCH_FAILED', 'ENDED_UNSEEN')),

  add constraint direct_agent_only_with_a_group
    check (direct_agent_id is null or group_id is not null),
  add constraint overflowed_was_queued
    check (result not in ('OVERFLOWED', 'CALLED_BACK')
      or (queued_at is not null and answered_at is null));

comment on column metrics.call_record.priority is 'The call''s own and its skill group''s together, as it had its place by; higher was served first.';
comment on column metrics.call_record.skills is 'What the call itself asked for beside its skill group: skill to least level.';
comment on column metrics.call_record.direct_agent_id is 'The agent whom the call was for at first; null for none.';
comment on column metrics.call_record.rungs is 'The rungs of the skill group''s overflow ladder that were taken, 1 for the first, as the ladder was then.';
