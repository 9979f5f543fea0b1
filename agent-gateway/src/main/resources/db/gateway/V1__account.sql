create table gateway.account (
  id uuid primary key,
  name text not null unique
    check (name ~ '^[a-z0-9][a-z0-9._@-]{0,59}$'),
  display_name text not null
    check (char_length(display_name) between 1 and 100),
  roles text[] not null
    check (cardinality(roles) >= 1
      and roles <@ array['AGENT', 'SUPERVISOR', 'DEPARTMENT', 'ANALYST', 'ADMINISTRATOR']),
  agent text
    check (agent ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  department text
    check (char_length(department) between 1 and 60),
  password text
    check (char_length(password) <= 200),
  must_change boolean not null,
  disabled boolean not null default false,
  made_at timestamptz(3) not null default now(),
  check (('DEPARTMENT' = any(roles)) = (department is not null))
);

comment on table gateway.account is 'Who may sign in. No row is ever removed: the audit speaks of them.';
comment on column gateway.account.agent is 'The agent that this person works as; null for none.';
comment on column gateway.account.department is 'Of the role DEPARTMENT: whose requests they work on.';
comment on column gateway.account.password is 'Argon2id in PHC string format; null: has none.';
comment on column gateway.account.must_change is 'Whether the password is good for nothing but to choose another.';

-- An agent is one person.
create unique index account_of_agent on gateway.account (agent) where agent is not null;

create table gateway.session (
  id uuid primary key,
  token_hash bytea not null unique
    check (octet_length(token_hash) = 32),
  account uuid not null references gateway.account,
  address text not null
    check (char_length(address) <= 80),
  begun_at timestamptz(3) not null,
  used_at timestamptz(3) not null,
  ended_at timestamptz(3),
  ended_why text,
  check ((ended_at is null) = (ended_why is null))
);

comment on table gateway.session is 'One row for each sign-in, until a day after its end.';
comment on column gateway.session.token_hash is 'SHA-256 of what the cookie says; the cookie itself is nowhere.';

create index session_of_account on gateway.session (account, begun_at) where ended_at is null;
create index session_by_use on gateway.session (used_at);
