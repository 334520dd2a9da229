-- One runtime works a shard's queue; its epoch fences off a predecessor that is still alive.
create table scheduler_lease (
  shard      int primary key,
  epoch      bigint not null,
  holder     uuid not null
);

-- Spending authority lent by the marketplace.
create table lease (
  id            uuid primary key,
  account_id    uuid not null,
  granted_nanos bigint not null check (granted_nanos >= 0),
  state         text not null default 'OPEN' check (state in ('OPEN', 'CLOSED')),
  spent_nanos   bigint,
  held_nanos    bigint,
  reported      boolean not null default false,
  created_at    timestamptz not null default now(),
  check (state = 'OPEN' or (spent_nanos is not null and held_nanos is not null))
);
create index lease_unreported on lease (id) where not reported;

create table request (
  id               uuid primary key,
  account_id       uuid not null,
  owner_account_id uuid not null,
  function         text not null,
  endpoint         text not null,
  version          text not null,
  price_version    bigint not null,
  unit_price_nanos bigint not null check (unit_price_nanos >= 0),
  state            text not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  direct           boolean not null,
  priority         text not null default 'normal',
  input            bytea,
  max_cost_nanos   bigint,
  lease_id         uuid references lease (id),
  hold_nanos       bigint not null check (hold_nanos >= 0),
  attempts         int not null default 0,
  created_at       timestamptz not null default now(),
  start_by         timestamptz not null,
  started_at       timestamptz,
  finished_at      timestamptz,
  micro_units      bigint not null default 0 check (micro_units >= 0),
  charge_nanos     bigint not null default 0 check (charge_nanos >= 0 and charge_nanos <= hold_nanos),
  running_millis   bigint,
  response_status  int,
  response_body    bytea,
  error            text,
  error_type       text,
  logs             text,
  check (state in ('QUEUED', 'RUNNING') or (finished_at is not null and response_status is not null)),
  check (state = 'SUCCEEDED' or charge_nanos = 0)
);
create index request_open on request (created_at, id) where state in ('QUEUED', 'RUNNING');
create index request_by_lease on request (lease_id);
create index request_finished on request (finished_at) where finished_at is not null;

-- A terminal state never changes; only retention may empty or delete the row.
create function keep_terminal() returns trigger language plpgsql as $$
begin
  if old.state in ('SUCCEEDED', 'FAILED', 'CANCELLED') and
     (new.state, new.charge_nanos, new.micro_units, new.response_status) is distinct from
     (old.state, old.charge_nanos, old.micro_units, old.response_status) then
    raise exception 'request % has ended as %', old.id, old.state;
  end if;
  return new;
end $$;
create trigger keep_terminal before update on request for each row execute function keep_terminal();

create table idempotency (
  account_id  uuid not null,
  key         text not null,
  body_sha256 bytea not null,
  request_id  uuid not null,
  created_at  timestamptz not null default now(),
  primary key (account_id, key)
);

-- Outbox towards the marketplace; kept for ever.
create table usage_event (
  request_id       uuid primary key,
  lease_id         uuid not null references lease (id),
  account_id       uuid not null,
  owner_account_id uuid not null,
  function         text not null,
  version          text not null,
  price_version    bigint not null,
  unit_price_nanos bigint not null,
  micro_units      bigint not null,
  charge_nanos     bigint not null,
  hold_nanos       bigint not null,
  after_close      boolean not null,
  outcome          text not null,
  finished_at      timestamptz not null,
  shipped          boolean not null default false
);
create index usage_event_unshipped on usage_event (finished_at) where not shipped;

create table media (
  token_sha256 bytea primary key,
  id           uuid not null unique,
  upload_sha256 bytea unique,
  file_name    text not null,
  content_type text not null,
  bytes        bigint,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz not null
);
create index media_expiry on media (expires_at);

-- Manifests of the versions that requests are pinned to.
create table version_manifest (
  version  text primary key,
  manifest text not null
);
