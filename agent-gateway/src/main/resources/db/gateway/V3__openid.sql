alter table gateway.account
  add column issuer text check (char_length(issuer) <= 500),
  add column subject text check (char_length(subject) between 1 and 255),
  add check ((issuer is null) = (subject is null));

comment on column gateway.account.issuer is 'The OpenID provider that vouches for this person; null: none.';
comment on column gateway.account.subject is 'What that provider calls them, for good.';

create unique index account_of_subject on gateway.account (issuer, subject) where issuer is not null;
