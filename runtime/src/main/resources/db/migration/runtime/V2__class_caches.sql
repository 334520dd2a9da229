-- AOT caches of workers' classes. A row begins as a claim: one node makes the cache, the others go without it until then.
create table class_cache (
  key text primary key check (key ~ '^[0-9a-f]{64}$'),
  function text not null,
  blob text check (blob ~ '^[0-9a-f]{64}$'),
  failures int not null default 0,
  claimed_until timestamptz not null,
  made_at timestamptz,
  check ((blob is null) = (made_at is null))
);
