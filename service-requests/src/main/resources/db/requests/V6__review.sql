alter table requests.imported
  add column words_public boolean not null default false;

comment on column requests.imported.words_public is 'Whether its mapping said that residents wrote the words themselves, for everybody to read.';

-- By which two ways of writing a phone number are told to be one: the last ten digits, and the extension.
create function requests.phone_digits(phone text) returns text language sql immutable parallel safe as $$
  select right(regexp_replace(regexp_replace(phone, '[x#].*', ''), '\D', '', 'g'), 10)
    || coalesce('x' || nullif(regexp_replace(substring(phone from '[x#].*'), '\D', '', 'g'), ''), '')
$$;

comment on function requests.phone_digits is '+1 (410) 555-0100 and 410 555 0100 are one; the x12 behind either is another.';

drop index requests.contact_phone;
create index contact_phone on requests.contact (requests.phone_digits(phone)) where phone <> '';
