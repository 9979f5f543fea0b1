-- Attempts fall away one by one, so there are parts of one.
alter table gateway.attempt
  drop constraint attempt_count_check,
  alter column count type double precision,
  add check (count >= 0),
  add column told boolean not null default false;

comment on column gateway.attempt.count is 'At last_at; it falls with time.';
comment on column gateway.attempt.told is 'Whether the audit has a refusal since the last attempt that was looked at.';
