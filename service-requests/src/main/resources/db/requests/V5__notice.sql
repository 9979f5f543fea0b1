-- What people are to be told. No address and no words of anybody stand here: who it is for is an opaque id, and what it
-- says is in the request and its history.
create table requests.notice (
  id bigint generated always as identity primary key,
  -- The same each time that it is sent, so that whoever receives it twice can see that.
  message_id uuid not null unique default gen_random_uuid(),
  event text not null
    check (char_length(event) between 1 and 200),
  recipient text not null
    check (char_length(recipient) between 1 and 200),
  occasion text not null
    check (occasion in (
      'RECEIVED', 'FOLLOWING', 'MOVED', 'REOPENED', 'JOINED', 'CLOSED', 'ESCALATED')),
  number bigint not null references requests.request,
  version bigint not null
    check (version >= 0),
  rule text not null
    check (char_length(rule) <= 200),
  happened_at timestamptz(3) not null,

  state text not null default 'WAITING'
    check (state in ('WAITING', 'SENT', 'SKIPPED', 'FAILED')),
  way text
    check (way in ('MAIL', 'TEXT')),
  attempts integer not null default 0
    check (attempts >= 0),
  unclear integer not null default 0
    check (unclear >= 0),
  next_at timestamptz(3) not null,
  ended_at timestamptz(3),
  why text not null default ''
    check (char_length(why) <= 500),
  address_hash text
    check (address_hash ~ '^[0-9a-f]{64}$'),

  constraint each_is_told_once unique (event, recipient),
  constraint ended_when_not_waiting check ((state = 'WAITING') = (ended_at is null))
);

comment on table requests.notice is 'The outbox: one row for each thing that one person is to be told, kept for 90 days after it was sent or given up.';
comment on column requests.notice.version is 'The line of the history that it tells of; 0 when none does.';
comment on column requests.notice.rule is 'Of an escalation: the rule, as it is written in the catalogue.';
comment on column requests.notice.unclear is 'How often it was handed over and no answer came: it may have arrived.';
comment on column requests.notice.address_hash is 'A keyed hash of the address that it was sent to, so that nobody gets too many.';

create index notice_waiting on requests.notice (next_at) where state = 'WAITING';
create index notice_ended on requests.notice (ended_at) where state <> 'WAITING';
create index notice_address on requests.notice (address_hash, ended_at) where address_hash is not null;

-- What residents answered to the one question that they are asked when a request is closed.
create table requests.satisfaction (
  number bigint not null,
  version bigint not null,
  follower text not null
    check (char_length(follower) between 1 and 80),
  grade smallint not null
    check (grade between 1 and 5),
  at timestamptz(3) not null,
  primary key (number, version, follower),
  foreign key (number, version) references requests.history
);

comment on table requests.satisfaction is 'The latest answer of each follower to each closing: 1 very dissatisfied to 5 very satisfied.';

-- Whoever unsubscribes may have followed a request that was merged since.
create index follower_by_id on requests.follower (follower);
