-- Records from before have neither: what was heard then is not known.
alter table metrics.call_record
  add column steps text[] not null default '{}'
    check (cardinality(steps) <= 100),
  add column survey jsonb not null default '{}'
    check (jsonb_typeof(survey) = 'object');

comment on column metrics.call_record.steps is 'The steps of the flows that were reached, each once, in their order; served-… is one at which the resident had what the call was for, refused-… one that let nobody in.';
comment on column metrics.call_record.survey is 'What was answered after the talk: question to key. Empty when nobody was asked, or nothing was answered.';

-- The answers over a span of time, and whether a number was asked of late: few of all calls.
create index call_record_survey on metrics.call_record (arrived_at) where survey <> '{}';
create index call_record_survey_ani on metrics.call_record (ani, arrived_at) where survey <> '{}' and ani <> '';
