-- An agent may give a resident to a department.
alter table metrics.call_record
  drop constraint call_record_reason_check,
  add constraint call_record_reason_check
    check (reason in (
      'HUNG_UP_IN_FLOW', 'HUNG_UP_WAITING', 'HUNG_UP_WHILE_RINGING', 'HUNG_UP_DURING_WHISPER',
      'HUNG_UP_IN_OVERFLOW', 'LEFT_A_MESSAGE', 'TOLD_FULL', 'TOLD_CLOSED',
      'ASKED_TO_BE_CALLED_BACK', 'NOT_REACHED', 'OUT_OF_TIME', 'CANCELLED_BY_RESIDENT',
      'CALLER_HUNG_UP', 'AGENT_HUNG_UP', 'TRANSFERRED', 'ENDED_BY_FLOW', 'SWITCH_FAILED', 'ENDED_UNSEEN'));

-- What agents say of a call, while it goes on already: before there is a record of it, which nothing here waits for.
create table metrics.call_wrap_up (
  call_id text not null
    check (length(call_id) between 1 and 200),
  agent_id text not null,
  codes text[] not null
    check (cardinality(codes) <= 10),
  note text not null
    check (length(note) <= 4000),
  written_at timestamptz not null,
  primary key (call_id, agent_id)
);

comment on table metrics.call_wrap_up is 'One row for each agent who had the call and said something of it; the last word counts.';
comment on column metrics.call_wrap_up.codes is 'As the configuration calls them, in the order given.';
