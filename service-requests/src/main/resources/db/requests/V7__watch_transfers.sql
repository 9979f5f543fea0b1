-- Whoever gets a request by transfer has other rules of escalation, also when its due time stays.
drop trigger watch_changed on requests.request;
create trigger watch_changed after update on requests.request
  for each row
  when (new.due <> old.due or new.state <> old.state or new.department <> old.department)
  execute function requests.watch_changed();

-- What was told to one department was not told to the next: rules of escalation have the department before them.
update requests.watch w
set told = array(
  select case when name in ('approaching', 'overdue') then name else r.department || ': ' || name end
  from unnest(w.told) as name)
from requests.request r
where r.number = w.number and w.told <> '{}';
