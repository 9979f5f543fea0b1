create table gateway.recording (
  id uuid primary key,
  call text not null
    check (char_length(call) between 1 and 150),
  leg text not null unique
    check (char_length(leg) between 1 and 300),
  agent text not null
    check (char_length(agent) between 1 and 40),
  skill_group text not null
    check (char_length(skill_group) between 1 and 40),
  begun_at timestamptz(3) not null,
  bytes bigint not null
    check (bytes >= 44)
);

comment on table gateway.recording is 'Which recordings of talks are kept; the sound lies in encrypted files.';
comment on column gateway.recording.call is 'As in metrics.call_record.';
comment on column gateway.recording.leg is 'The id of the offer by which the agent got the call.';
comment on column gateway.recording.bytes is 'As a WAV file: 44, and 16,000 for each second.';

create index recording_of_call on gateway.recording (call);
create index recording_by_time on gateway.recording (begun_at);
