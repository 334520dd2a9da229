insert into bench_usage_event (
    request_id, lease_id, account_id, owner_account_id, function, version, price_version,
    unit_price_nanos, micro_units, charge_nanos, hold_nanos, after_close, outcome, finished_at)
  select id, lease_id, account_id, owner_account_id, function, version, price_version,
    unit_price_nanos, micro_units, charge_nanos, hold_nanos, false, lower(state), finished_at
  from bench_request where id = md5(:call::text)::uuid and (charge_nanos > 0 or false);
