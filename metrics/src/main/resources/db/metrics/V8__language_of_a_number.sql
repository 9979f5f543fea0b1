-- The language that a number chose last, also of calls that asked for no person.
create index call_record_language on metrics.call_record (ani, ended_at) where language_chosen_at is not null and ani <> '';
