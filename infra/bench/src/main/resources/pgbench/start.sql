update bench_request set state = 'RUNNING', started_at = coalesce(started_at, now()), attempts = 1
  where id = md5(:call::text)::uuid and state in ('QUEUED', 'RUNNING');
