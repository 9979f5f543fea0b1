-- A callback may call the resident before any agent: then a machine may pick up, or the resident hang up before an
-- agent is there.
alter table metrics.call_record
  add column callback_machines integer
    check (callback_machines between 0 and callback_answers),

  drop constraint call_record_result_check,
  add constraint call_record_result_check
    check (result in (
      'ANSWERED', 'OVERFLOWED', 'CALLED_BACK', 'ABANDONED', 'LEFT_IN_IVR', 'LOST',
      'CALLBACK_CONNECTED', 'CALLBACK_GAVE_UP', 'CALLBACK_EXPIRED', 'CALLBACK_CANCELLED'));

update metrics.call_record set callback_machines = 0 where callback_tries is not null;

alter table metrics.call_record
  add constraint callbacks_count_machines
    check ((callback_tries is null) = (callback_machines is null));

comment on column metrics.call_record.callback_machines is 'Of the answers, how often whoever picked up did not say by key that a person is there; 0 where agents are rung first, as then nobody is asked.';
