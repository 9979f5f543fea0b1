-- Whoever wants to hear of a request. Never part of it: the request knows the id alone, as a follower's.
create table requests.contact (
  id text primary key
    check (id ~ '^[0-9a-z]{26}$'),
  number bigint not null references requests.request deferrable initially deferred,
  name text not null
    check (char_length(name) <= 100),
  email text not null
    check (char_length(email) <= 254),
  phone text not null
    check (char_length(phone) <= 32),
  language text not null
    check (language ~ '^[a-z]{2,3}$'),
  made_at timestamptz(3) not null,
  constraint somebody check (name <> '' or email <> '' or phone <> '')
);

comment on table requests.contact is 'Names and addresses of followers, and nowhere else. A row goes when it is no longer needed; the id stays with the request.';

create index contact_number on requests.contact (number);
-- For who asks to be forgotten.
create index contact_email on requests.contact (lower(email)) where email <> '';
create index contact_phone on requests.contact (phone) where phone <> '';

create table requests.contact_access (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null,
  who_kind text not null
    check (who_kind in ('RESIDENT', 'AGENT', 'DEPARTMENT', 'CREW', 'SYSTEM')),
  who_id text not null
    check (char_length(who_id) <= 80),
  why text not null
    check (char_length(why) between 1 and 200),
  contact text not null
);

comment on table requests.contact_access is 'Who read or removed which contact, and why. Rows are added and never changed or removed.';

create index contact_access_contact on requests.contact_access (contact);
create index contact_access_at on requests.contact_access (at);

create trigger append_only before update or delete on requests.contact_access
  for each row execute function requests.refuse();
create trigger append_only_whole before truncate on requests.contact_access
  for each statement execute function requests.refuse();

create table requests.intake_key (
  key text primary key
    check (char_length(key) between 16 and 80),
  content text not null
    check (content ~ '^[0-9a-f]{64}$'),
  number bigint not null references requests.request,
  at timestamptz(3) not null
);

comment on table requests.intake_key is 'By its own key, a client that did not hear the answer gets the same request again. Kept for some days.';
comment on column requests.intake_key.content is 'SHA-256 of what was reported: the same key with other content is a mistake.';

create index intake_key_at on requests.intake_key (at);

create table requests.api_key (
  id text primary key
    check (id ~ '^[0-9a-z]{8}$'),
  name text not null
    check (char_length(name) between 1 and 100),
  role text not null
    check (role in ('RESIDENT_FACING', 'AGENT', 'DEPARTMENT', 'ADMIN')),
  department text
    check (char_length(department) between 1 and 80),
  secret_sha256 text not null unique
    check (secret_sha256 ~ '^[0-9a-f]{64}$'),
  made_at timestamptz(3) not null,
  made_by text not null
    check (char_length(made_by) between 1 and 100),
  last_used_on date,
  revoked_at timestamptz(3),
  constraint department_has_its_own check ((role = 'DEPARTMENT') = (department is not null))
);

comment on table requests.api_key is 'Who may call the API. The key itself is shown once and stored nowhere.';

-- What happened, for those who tell of it. A reader reads each event once, in one order, from its place on.
create table requests.event (
  id bigint generated always as identity primary key,
  tx xid8 not null default pg_current_xact_id(),
  kind text not null
    check (kind in ('CREATED', 'CHANGED', 'APPROACHING', 'OVERDUE', 'ESCALATED')),
  at timestamptz(3) not null,
  number bigint not null references requests.request,
  version bigint,
  due timestamptz(3),
  rule text,
  role text,
  constraint changed_has_its_line check ((kind in ('CREATED', 'CHANGED')) = (version is not null)),
  constraint timed_has_its_due check ((kind in ('CREATED', 'CHANGED')) = (due is null)),
  constraint escalated_to_somebody check ((kind = 'ESCALATED') = (rule is not null and role is not null))
);

comment on column requests.event.tx is 'The transaction that wrote it: readers go no further than the oldest that still runs, so that none is left out.';

create index event_order on requests.event (tx, id);
create index event_at on requests.event (at);

create table requests.event_reader (
  name text primary key
    check (char_length(name) between 1 and 40),
  tx xid8 not null default '0',
  id bigint not null default 0,
  at timestamptz(3) not null
);

comment on table requests.event_reader is 'How far each reader of events is.';

-- When the watch looks at a request again.
create table requests.watch (
  number bigint primary key references requests.request,
  due timestamptz(3) not null,
  told text[] not null default '{}',
  look_at timestamptz(3)
);

comment on table requests.watch is 'One row for each request that has not been finished, or was.';
comment on column requests.watch.told is 'What was told for this due time. Another due time begins anew.';
comment on column requests.watch.look_at is 'When there may be something to tell; null: only after another change.';

create index watch_look_at on requests.watch (look_at) where look_at is not null;

-- The watch looks at each new one soon, and then knows by its calendar when to look again.
create function requests.watch_new() returns trigger language plpgsql as $$
begin
  insert into requests.watch (number, due, look_at)
  values (new.number, new.due, new.clock_from);
  return null;
end
$$;

create trigger watch_new after insert on requests.request
  for each row when (new.closed_at is null and new.merged_into is null) execute function requests.watch_new();

create function requests.watch_changed() returns trigger language plpgsql as $$
begin
  insert into requests.watch (number, due, look_at) values (new.number, new.due, new.changed_at)
  on conflict (number) do update set look_at = excluded.look_at;
  return null;
end
$$;

create trigger watch_changed after update on requests.request
  for each row when (new.due <> old.due or new.state <> old.state) execute function requests.watch_changed();

-- By which calendar each department's due times were counted last.
create table requests.department_calendar (
  department text primary key
    check (char_length(department) between 1 and 80),
  digest text not null
    check (digest ~ '^[0-9a-f]{64}$'),
  at timestamptz(3) not null
);

-- Up to when closed requests have lost their files.
create table requests.retention (
  only_one boolean primary key default true check (only_one),
  swept_to timestamptz(3) not null,
  swept_number bigint not null default 0
);

insert into requests.retention (swept_to) values ('2000-01-01Z');

-- When the request that stands for this one in the end was closed; null when it is not.
create function requests.closed_with(wanted bigint) returns timestamptz language sql stable as $$
  with recursive chain as (
    select number, merged_into, closed_at from requests.request where number = wanted
    union
    select r.number, r.merged_into, r.closed_at
    from requests.request r join chain c on r.number = c.merged_into)
  select closed_at from chain where merged_into is null
$$;

create index request_closed on requests.request (closed_at, number) where closed_at is not null;

-- What "me too" and merging saved.
create index history_savings on requests.history (at) where kind in ('FOLLOWED', 'MERGED', 'UNMERGED');
