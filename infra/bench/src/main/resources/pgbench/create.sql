-- Tables of the same form as the runtime's, so that its own stay as they are.
drop table if exists bench_usage_event, bench_request, bench_lease, bench_scheduler_lease;
create table bench_scheduler_lease (like scheduler_lease including all);
create table bench_lease (like lease including all);
create table bench_request (like request including all);
create table bench_usage_event (like usage_event including all);
alter table bench_request add foreign key (lease_id) references bench_lease (id);
alter table bench_usage_event add foreign key (lease_id) references bench_lease (id);
create trigger keep_terminal before update on bench_request
  for each row execute function keep_terminal();
insert into bench_scheduler_lease (shard, epoch, holder)
  values (0, 1, '00000000-0000-4000-8000-000000000000');
insert into bench_lease (id, account_id, granted_nanos)
  values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', 1000000000000);
