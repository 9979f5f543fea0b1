-- What the city knows of already, and callers are told before they ask.
create table requests.known_event (
  id text primary key
    check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  english text not null
    check (char_length(english) between 1 and 600),
  spanish text not null
    check (char_length(spanish) between 1 and 600),
  skill_group text not null
    check (char_length(skill_group) <= 40),
  types text[] not null,
  until timestamptz(3) not null,
  at timestamptz(3) not null,
  audible boolean not null default false
);

comment on column requests.known_event.skill_group is 'Who asks for this group hears it; empty: every caller before the menu.';
comment on column requests.known_event.types is 'Who reports one of these types by phone hears it too.';
comment on column requests.known_event.audible is 'Whether it has been spoken into a file that Asterisk can play. A new text is not.';
