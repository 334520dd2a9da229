begin;
select epoch from bench_scheduler_lease where shard = 0 for share;
select id, state from bench_lease
  where id = any (array['00000000-0000-4000-8000-000000000001'::uuid]) order by id for share;
