-- Words as SearchWords makes them, and what else is fixed, each with a letter before it that no word has:
-- one index answers for all of it together.
alter table requests.request add column search tsvector not null default ''::tsvector;
alter table requests.request alter column search drop default;

comment on column requests.request.search is 'What it is found by: words, and t:TYPE, c:CHANNEL, n:NEIGHBOURHOOD. Never changes.';

-- The list of what was not yet put in its place is read by every search: it must stay short.
create index request_search on requests.request using gin (search) with (gin_pending_list_limit = 512);
create index request_reported on requests.request (reported_at desc, number desc);
create index request_of_department on requests.request (department, reported_at desc, number desc);
-- Nearly all is closed: the list itself finds that.
create index request_in_state on requests.request (state, reported_at desc, number desc) where state <> 'CLOSED';
create index request_assigned on requests.request (assignee, reported_at desc) where assignee is not null;
create index request_due on requests.request (due);
create index request_to_do on requests.request (due, number) where closed_at is null and merged_into is null;
create index request_place on requests.request using gist (point(longitude, latitude)) where latitude is not null;

create table requests.imported (
  source text not null
    check (source ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(source) <= 40),
  external_id text not null
    check (char_length(external_id) between 1 and 80),
  number bigint not null references requests.request,
  primary key (external_id, source)
);

comment on table requests.imported is 'Where an imported request comes from and what it was called there: it is never imported twice.';

create index imported_number on requests.imported (number);

create table requests.import_run (
  id text primary key
    check (id ~ '^[0-9a-f-]{36}$'),
  source text not null
    check (char_length(source) <= 40),
  rehearsal boolean not null,
  who text not null
    check (char_length(who) between 1 and 80),
  started_at timestamptz(3) not null,
  heard_at timestamptz(3) not null,
  state text not null
    check (state in ('RUNNING', 'DONE', 'REFUSED', 'FAILED')),
  fault text not null,
  rows_read bigint not null,
  rows_stored bigint not null,
  rows_known bigint not null,
  rows_refused bigint not null,
  mistakes jsonb not null
    check (jsonb_typeof(mistakes) = 'array')
);

comment on table requests.import_run is 'Who imported what, how far it is, and what was refused.';
comment on column requests.import_run.heard_at is 'When it last said how far it is: if that is long ago, it has ended with its server.';

create index import_run_started on requests.import_run (started_at desc);
