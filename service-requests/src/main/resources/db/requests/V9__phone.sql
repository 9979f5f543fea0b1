-- Who calls from these numbers wants not to be known by them.
create table requests.quiet_number (
  phone text primary key
    check (phone ~ '^[0-9]{7,10}(x[0-9]+)?$'),
  at timestamptz(3) not null
);

comment on table requests.quiet_number is 'Callers who pressed the key for not being known. Their digits as phone_digits has them, kept until they say otherwise.';
