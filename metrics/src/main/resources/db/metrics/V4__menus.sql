-- Records from before have none: there was one menu, which the configuration of then tells.
alter table metrics.call_record
  add column menus text
    check (menus ~ '^[0-9a-f]{8}$');

comment on column metrics.call_record.menus is 'The version of the menus that the caller went through, as kept in data/menus; null for one who came to none.';
