insert into bench_request (
    id, account_id, owner_account_id, function, endpoint, version, price_version,
    unit_price_nanos, state, direct, priority, input, max_cost_nanos, lease_id, hold_nanos,
    start_by, finished_at, micro_units, charge_nanos, running_millis, response_status,
    response_body, error, error_type, attempts)
  values (md5(:call::text)::uuid, '00000000-0000-4000-8000-000000000002',
    '00000000-0000-4000-8000-000000000003', 'hearth/noop', '/',
    '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', 1, 1000, 'QUEUED', false,
    'normal', convert_to('{"prompt":"a lighthouse at dusk","seed":42,"image_size":{"width":1024,"height":768}}', 'UTF8'),
    null, '00000000-0000-4000-8000-000000000001', 1000, now() + interval '1 hour', null, 0, 0, null,
    null, null, null, null, 0);
