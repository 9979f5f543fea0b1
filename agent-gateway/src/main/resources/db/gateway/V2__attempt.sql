create table gateway.attempt (
  kind text not null
    check (kind in ('ACCOUNT', 'ADDRESS')),
  key bytea not null
    check (octet_length(key) = 32),
  count integer not null
    check (count >= 1),
  last_at timestamptz(3) not null,
  primary key (kind, key)
);

comment on table gateway.attempt is 'How often it was tried to sign in without success; a day or so.';
comment on column gateway.attempt.key is 'SHA-256 of the name that was typed, as some type their password there, or of the address.';

create index attempt_by_time on gateway.attempt (last_at);
