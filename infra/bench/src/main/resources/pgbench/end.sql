update bench_request set state = 'SUCCEEDED', finished_at = now(), micro_units = 1000000,
    charge_nanos = 1000, running_millis = 1, response_status = 200,
    response_body = convert_to('{"prompt":"a lighthouse at dusk","seed":42,"image_size":{"width":1024,"height":768}}', 'UTF8'),
    error = null, error_type = null, logs = null
  where id = md5(:call::text)::uuid and state in ('QUEUED', 'RUNNING');
