-- RequestNumber makes numbers of these.
create sequence requests.serial minvalue 1000000 maxvalue 99999999999;

create table requests.request (
  number bigint primary key
    check (number between 10000000 and 999999999999),
  version bigint not null
    check (version >= 1),

  type text not null
    check (char_length(type) between 1 and 80),
  channel text not null
    check (channel in ('PHONE', 'AGENT', 'WEB', 'API', 'CREW')),
  language text not null
    check (language ~ '^[a-z]{2,3}$'),
  words text not null
    check (char_length(words) <= 4000),
  answers jsonb not null
    check (jsonb_typeof(answers) = 'object'),
  latitude double precision
    check (latitude between -90 and 90),
  longitude double precision
    check (longitude between -180 and 180),
  address text not null
    check (char_length(address) <= 300),
  neighbourhood text not null
    check (char_length(neighbourhood) <= 120),
  asset text not null
    check (char_length(asset) <= 80),
  reported_at timestamptz(3) not null,

  department text not null
    check (char_length(department) between 1 and 80),
  assignee text
    check (char_length(assignee) between 1 and 80),
  changed_at timestamptz(3) not null,

  state text not null
    check (state in ('NEW', 'OPEN', 'IN_PROGRESS', 'REOPENED', 'ON_HOLD', 'CLOSED', 'MERGED')),
  active_state text
    check (active_state in ('NEW', 'OPEN', 'IN_PROGRESS', 'REOPENED')),
  held_since timestamptz(3),
  hold_stops_clock boolean,
  hold_reason text
    check (char_length(hold_reason) between 1 and 4000),
  outcome text
    check (outcome in ('DONE', 'NOTHING_FOUND', 'REFERRED', 'DECLINED', 'WITHDRAWN')),
  closed_at timestamptz(3),
  merged_into bigint references requests.request,

  promise_amount integer not null
    check (promise_amount >= 1),
  promise_unit text not null
    check (promise_unit in ('HOURS', 'DAYS')),
  promise_time text not null
    check (promise_time in ('CALENDAR', 'WORKING')),
  promise_stops_on_hold boolean not null,
  clock_from timestamptz(3) not null,
  first_due timestamptz(3) not null,
  due timestamptz(3) not null,
  paused_from timestamptz(3)[] not null,
  paused_to timestamptz(3)[] not null,

  constraint position_is_whole check ((latitude is null) = (longitude is null)),
  constraint hold_is_whole
    check ((held_since is null) = (hold_stops_clock is null) and (held_since is null) = (hold_reason is null)),
  constraint held_when_on_hold
    check (case state when 'ON_HOLD' then held_since is not null when 'MERGED' then true else held_since is null end),
  constraint closed_has_an_outcome
    check ((state = 'CLOSED') = (outcome is not null) and (state = 'CLOSED') = (closed_at is not null)),
  constraint merged_has_another
    check ((state = 'MERGED') = (merged_into is not null) and merged_into is distinct from number),
  constraint closed_has_no_active_state check ((state = 'CLOSED') = (active_state is null)),
  constraint pauses_are_whole check (cardinality(paused_from) = cardinality(paused_to))
);

comment on table requests.request is 'One row for each request, as it is now. Changes only together with a new row of requests.history.';
comment on column requests.request.active_state is 'What a request on hold or merged goes back to; the state itself while that is active.';
comment on column requests.request.held_since is 'When the hold began that it is in, or was in when it was merged.';
comment on column requests.request.first_due is 'The first promise. Never changes.';

create table requests.follower (
  number bigint not null references requests.request,
  follower text not null
    check (char_length(follower) between 1 and 80),
  primary key (number, follower)
);

comment on table requests.follower is 'Who wants to hear of a request, by opaque ids. Those of a merged request stay with it.';

create table requests.history (
  number bigint not null references requests.request,
  version bigint not null
    check (version >= 1),
  at timestamptz(3) not null,
  who_kind text not null
    check (who_kind in ('RESIDENT', 'AGENT', 'DEPARTMENT', 'CREW', 'SYSTEM')),
  who_id text not null
    check (char_length(who_id) <= 80),
  kind text not null
    check (kind in (
      'CREATED', 'STATE', 'CLOSED', 'TRANSFERRED', 'ASSIGNED', 'MERGED', 'UNMERGED', 'TOOK_IN',
      'GAVE_BACK', 'FOLLOWED', 'UNFOLLOWED', 'COMMENTED', 'RECALCULATED')),
  was text not null
    check (char_length(was) <= 80),
  became text not null
    check (char_length(became) <= 80),
  why text not null
    check (char_length(why) <= 4000),
  due_was timestamptz(3),
  due_became timestamptz(3),
  primary key (number, version),
  constraint due_moved_from_somewhere check ((due_was is null) = (due_became is null))
);

comment on table requests.history is 'One row for each change of a request; rows are added and never changed or removed.';

-- A version without its line in the history can't be committed.
alter table requests.request
  add constraint every_version_has_its_history
    foreign key (number, version) references requests.history deferrable initially deferred;

create function requests.refuse() returns trigger language plpgsql as $$
begin
  raise exception '% on %.%: rows are added and never changed or removed', tg_op, tg_table_schema, tg_table_name
    using errcode = 'integrity_constraint_violation';
end
$$;

create trigger append_only before update or delete on requests.history
  for each row execute function requests.refuse();
create trigger append_only_whole before truncate on requests.history
  for each statement execute function requests.refuse();

create function requests.check_update() returns trigger language plpgsql as $$
begin
  if new.number <> old.number or new.first_due <> old.first_due or new.clock_from <> old.clock_from
      or new.type <> old.type or new.reported_at <> old.reported_at then
    raise exception 'request %: what was reported and first promised never changes', old.number
      using errcode = 'integrity_constraint_violation';
  end if;
  if new.version <> old.version + 1 then
    raise exception 'request %: version % can''t follow version %', old.number, new.version, old.version
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;

create trigger step_by_step before update on requests.request
  for each row execute function requests.check_update();

create function requests.check_due() returns trigger language plpgsql as $$
begin
  if not exists (
      select from requests.history
      where number = new.number and version = new.version
        and due_was = old.due and due_became = new.due) then
    raise exception 'request %: the due time moved, and version % of the history does not say so', new.number, new.version
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end
$$;

create constraint trigger due_never_moves_silently after update on requests.request
  deferrable initially deferred for each row
  when (new.due <> old.due) execute function requests.check_due();

-- Duplicates: what is near and not done.
create index request_near on requests.request using gist (point(longitude, latitude))
  where closed_at is null and latitude is not null;
-- What is merged into a request.
create index request_merged_into on requests.request (merged_into) where merged_into is not null;
-- What a department has to do.
create index request_unfinished on requests.request (department, number)
  where closed_at is null and merged_into is null;
