-- Accounts and keys ------------------------------------------------------------------------------

create table account (
  id uuid primary key,
  name text not null unique check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  role text not null check (role in ('developer', 'creator', 'admin')),
  created_at timestamptz not null default now()
);

create table api_key (
  id uuid primary key,
  account_id uuid not null references account,
  alias text not null,
  secret_sha256 bytea not null check (length(secret_sha256) = 32),
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index api_key_of_account on api_key (account_id, created_at desc);

-- Functions --------------------------------------------------------------------------------------

-- Which account uploaded which blob: a manifest may name only blobs of its owner.
create table owned_blob (
  account_id uuid not null references account,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  created_at timestamptz not null default now(),
  primary key (account_id, digest)
);

create table function (
  id bigint generated always as identity primary key,
  owner_id uuid not null references account,
  name text not null check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  live_version text not null,
  listed boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (owner_id, name)
);

create table function_version (
  function_id bigint not null references function,
  version text not null check (version ~ '^[0-9a-f]{64}$'),
  manifest text not null,
  descriptor text not null,
  title text not null,
  summary text not null,
  category text not null,
  created_at timestamptz not null default now(),
  primary key (function_id, version)
);
alter table function
  add constraint live_version_exists foreign key (id, live_version)
  references function_version (function_id, version) deferrable initially deferred;

-- Prices -----------------------------------------------------------------------------------------

create table price_version (
  id bigint generated always as identity primary key,
  function_id bigint not null references function,
  unit_price_nanos bigint not null check (unit_price_nanos >= 0),
  created_at timestamptz not null default now()
);

create table listing (
  function_id bigint primary key references function,
  price_version_id bigint not null references price_version,
  listed_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index listing_newest on listing (listed_at desc, function_id desc);

-- Ledger -----------------------------------------------------------------------------------------

-- An account with one shard has one balance row, which may not fall below zero. An account in which
-- every posting takes part has several, so that postings don't queue for one row; its bound, where
-- it has one, is kept by the leases.
create table ledger_account (
  id bigint generated always as identity primary key,
  name text not null unique,
  shards smallint not null check (shards between 1 and 64)
);

create table balance (
  ledger_account_id bigint not null references ledger_account,
  shard smallint not null,
  bounded boolean not null,
  nanos bigint not null default 0,
  primary key (ledger_account_id, shard),
  constraint balance_not_negative check (not bounded or nanos >= 0)
) with (fillfactor = 50);

create table posting_set (
  id bigint generated always as identity primary key,
  idempotency_key text not null unique,
  kind text not null check (kind in ('deposit', 'usage')),
  posted_at timestamptz not null default now(),
  -- The transaction that made the set, the only one that may give it entries.
  transaction_id xid8 not null default pg_current_xact_id()
);

create table entry (
  posting_set_id bigint not null references posting_set,
  line smallint not null,
  ledger_account_id bigint not null references ledger_account,
  amount_nanos bigint not null check (amount_nanos <> 0),
  primary key (posting_set_id, line)
);
create index entry_of_account on entry (ledger_account_id, posting_set_id desc, line desc);

create function make_balance_rows() returns trigger language plpgsql as $$
begin
  insert into balance (ledger_account_id, shard, bounded)
    select new.id, shard, new.shards = 1 from generate_series(0, new.shards - 1) shard;
  return null;
end $$;
create trigger ledger_account_has_balances after insert on ledger_account
  for each row execute function make_balance_rows();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is never changed: % refused', tg_table_name, tg_op using errcode = '23001';
end $$;
create trigger entry_immutable before update or delete or truncate on entry
  for each statement execute function refuse_change();
create trigger posting_set_immutable before update or delete or truncate on posting_set
  for each statement execute function refuse_change();
create trigger price_version_immutable before update or delete or truncate on price_version
  for each statement execute function refuse_change();

-- Entries come in whole sets, many sets to a statement. Checking the statement's rows together costs
-- a small part of what a constraint trigger per entry does. Balances follow from the entries here and
-- nowhere else, so that they can't differ.
create function check_and_apply_entries() returns trigger language plpgsql as $$
declare
  wrong bigint;
begin
  select s.id into wrong from posting_set s
    where s.id in (select posting_set_id from added) and s.transaction_id <> pg_current_xact_id()
    limit 1;
  if found then
    raise exception 'posting set % is closed', wrong using errcode = '23001';
  end if;

  perform 1 from balance b
    join (select distinct ledger_account_id from added) a using (ledger_account_id)
    join ledger_account l on l.id = b.ledger_account_id
    where b.shard = pg_backend_pid() % l.shards
    order by b.ledger_account_id
    for no key update of b;
  update balance b set nanos = b.nanos + change.nanos
    from (select ledger_account_id, sum(amount_nanos)::bigint as nanos from added group by 1) change
    join ledger_account l on l.id = change.ledger_account_id
    where b.ledger_account_id = change.ledger_account_id
      and b.shard = pg_backend_pid() % l.shards
      and change.nanos <> 0;
  return null;
end $$;
create trigger entry_checked after insert on entry referencing new table as added
  for each statement execute function check_and_apply_entries();

create function check_posting_set() returns trigger language plpgsql as $$
declare
  entries bigint;
  total numeric;
begin
  select count(*), coalesce(sum(amount_nanos), 0) into entries, total
    from entry where posting_set_id = new.id;
  if entries < 2 or total <> 0 then
    raise exception 'posting set % has % entries which sum to %', new.id, entries, total
      using errcode = '23514';
  end if;
  return null;
end $$;
-- At commit every new set is whole. Entries can't come later, because the set is closed by then.
create constraint trigger posting_set_balanced after insert on posting_set
  deferrable initially deferred for each row execute function check_posting_set();

insert into ledger_account (name, shards) values ('external:deposits', 16), ('balance:platform', 16);

-- Credit leases ----------------------------------------------------------------------------------

create table credit_lease (
  id uuid primary key,
  account_id uuid not null references account,
  granted_nanos bigint not null check (granted_nanos >= 0),
  closed boolean not null default false,
  -- What close() said; it never changes after that.
  spent_nanos bigint not null default 0 check (spent_nanos >= 0),
  held_nanos bigint not null default 0 check (held_nanos >= 0),
  -- Charges of events that ended before and after the close, and the holds of the latter.
  settled_nanos bigint not null default 0,
  settled_late_nanos bigint not null default 0,
  released_nanos bigint not null default 0,
  reserved_nanos bigint not null generated always as (
    case when closed then spent_nanos - settled_nanos + held_nanos - released_nanos
         else granted_nanos - settled_nanos - settled_late_nanos end) stored,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  check (settled_nanos + released_nanos <= granted_nanos),
  check (settled_late_nanos <= released_nanos),
  check (spent_nanos + held_nanos <= granted_nanos),
  check (not closed or (settled_nanos <= spent_nanos and released_nanos <= held_nanos))
);
create index credit_lease_reserving on credit_lease (account_id) include (reserved_nanos)
  where reserved_nanos > 0;

-- Usage ------------------------------------------------------------------------------------------

create table usage_event (
  request_id uuid primary key,
  lease_id uuid not null references credit_lease,
  account_id uuid not null,
  owner_account_id uuid not null,
  function text not null,
  version text not null,
  price_version bigint not null,
  unit_price_nanos bigint not null,
  micro_units bigint not null check (micro_units >= 0),
  charge_nanos bigint not null check (charge_nanos >= 0),
  hold_nanos bigint not null,
  after_close boolean not null,
  outcome text not null check (outcome in ('succeeded', 'failed', 'cancelled')),
  finished_at timestamptz not null,
  fee_nanos bigint not null check (fee_nanos between 0 and charge_nanos),
  received_at timestamptz not null default now(),
  check (charge_nanos <= hold_nanos),
  check (outcome = 'succeeded' or charge_nanos = 0)
);
create index usage_of_account on usage_event (account_id, finished_at desc, request_id desc);
create index usage_of_function on usage_event (function, finished_at desc)
  where outcome = 'succeeded' and price_version > 0;
create trigger usage_event_immutable before update or delete or truncate on usage_event
  for each statement execute function refuse_change();
