drop table bench_usage_event, bench_request, bench_lease, bench_scheduler_lease;
