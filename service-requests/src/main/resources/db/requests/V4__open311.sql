-- Photos and recordings; the files themselves lie in a folder, named by these ids.
create table requests.attachment (
  id text primary key
    check (id ~ '^[A-Za-z0-9_-]{22}$'),
  number bigint references requests.request,
  kind text not null
    check (kind in ('PHOTO', 'WAV', 'OGG', 'MP3')),
  bytes integer not null
    check (bytes >= 1),
  kept_at timestamptz(3) not null
);

comment on table requests.attachment is 'One row for each photo or recording; without a number while the request is not made yet.';

create index attachment_of on requests.attachment (number, kept_at) where number is not null;
create index attachment_waiting on requests.attachment (kept_at) where number is null;

-- What anybody may read of what happened, by time. What is not among it costs nothing.
create index history_published on requests.history (at, number, version)
  where kind in ('STATE', 'CLOSED', 'TRANSFERRED', 'MERGED', 'UNMERGED') or (kind = 'COMMENTED' and became = 'ANYBODY');
