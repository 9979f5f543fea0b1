-- A caller's last call: asked for at the beginning of each call of a known number.
create index call_record_ani on metrics.call_record (ani, ended_at) where queued_at is not null and ani <> '';
