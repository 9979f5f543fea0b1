create table audit.change (
  id uuid primary key,
  at timestamptz(3) not null,
  who text not null
    check (char_length(who) between 1 and 80),
  address text not null
    check (char_length(address) <= 80),
  what text not null
    check (char_length(what) between 1 and 200),
  before jsonb,
  after jsonb,
  outcome text
    check (char_length(outcome) <= 1000),
  written_at timestamptz(3) not null default now()
);

comment on table audit.change is 'One row for each change asked for over HTTP; written once, never changed.';
comment on column audit.change.who is 'The name of the token that was shown.';
comment on column audit.change.before is 'What it was; null when it was not there.';
comment on column audit.change.after is 'What it was to be; null when it was to be there no more.';
comment on column audit.change.outcome is 'Of a row of its own, when what was asked for was not made for sure; else null.';
comment on column audit.change.written_at is 'When the row came here: later than at while the database was away.';

create index change_at on audit.change (at desc);

create function audit.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'audit.change is written once and never changed';
end $$;

create trigger written_once before update or delete or truncate on audit.change
  for each statement execute function audit.refuse();
