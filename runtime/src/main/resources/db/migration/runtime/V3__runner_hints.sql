-- What a caller wants its worker to have at hand, and what the worker that answered has.
alter table request add column runner_hint text, add column runner_hints text;
