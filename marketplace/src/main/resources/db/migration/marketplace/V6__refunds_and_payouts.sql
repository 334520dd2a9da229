alter table posting_set drop constraint posting_set_kind_check;
alter table posting_set add constraint posting_set_kind_check check (kind in (
  'deposit', 'usage', 'grant', 'expiry', 'migration', 'refund', 'payout', 'payout_sent',
  'payout_returned'));

-- 'refund' is what the platform bears of refunds whose creator was paid out before: negative.
insert into ledger_account (name, bounded) values ('payout_in_transit', true), ('refund', false);

-- Refunds ----------------------------------------------------------------------------------------

create table refund (
  posting_set_id bigint primary key references posting_set,
  request_id uuid not null references usage_event,
  nanos bigint not null check (nanos > 0),
  reason text not null
);
create index refund_of_request on refund (request_id);

-- How much of each charge was refunded; its check keeps refunds within the charge.
create table refunded (
  request_id uuid primary key references usage_event,
  charge_nanos bigint not null,
  nanos bigint not null,
  constraint refunded_within_charge check (nanos between 0 and charge_nanos)
);

create function count_refund() returns trigger language plpgsql as $$
begin
  insert into refunded as r (request_id, charge_nanos, nanos)
    select u.request_id, u.charge_nanos, new.nanos from usage_event u
    where u.request_id = new.request_id
    on conflict (request_id) do update set nanos = r.nanos + excluded.nanos;
  return null;
end $$;
create trigger refund_counted after insert on refund
  for each row execute function count_refund();
create trigger refund_immutable before update or delete or truncate on refund
  for each statement execute function refuse_change();

-- Transfers in two phases ------------------------------------------------------------------------

-- The posting set moved the amount to where it waits.
create table pending_transfer (
  posting_set_id bigint primary key references posting_set,
  account_id uuid not null references account,
  from_ledger_account_id bigint not null references ledger_account,
  held_in_ledger_account_id bigint not null references ledger_account,
  nanos bigint not null check (nanos > 0),
  expires_at timestamptz
);
create index pending_transfer_of_account on pending_transfer (account_id);

-- Its primary key has each transfer be resolved at most once.
create table transfer_resolution (
  pending_id bigint primary key references pending_transfer,
  outcome text not null check (outcome in ('posted', 'voided', 'expired')),
  posted_nanos bigint not null check (posted_nanos >= 0),
  posting_set_id bigint not null unique references posting_set,
  check ((outcome = 'posted') = (posted_nanos > 0))
);

create function check_pending_transfer() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(amount_nanos), 0) from entry where posting_set_id = new.posting_set_id
      and ledger_account_id = new.held_in_ledger_account_id) <> new.nanos then
    raise exception 'posting set % doesn''t hold % of a transfer', new.posting_set_id, new.nanos
      using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger pending_transfer_held after insert on pending_transfer
  deferrable initially deferred for each row execute function check_pending_transfer();

create function check_transfer_resolution() returns trigger language plpgsql as $$
declare
  pending pending_transfer;
begin
  select * into pending from pending_transfer where posting_set_id = new.pending_id;
  if new.posted_nanos > pending.nanos then
    raise exception 'transfer % of % is posted with %', new.pending_id, pending.nanos,
      new.posted_nanos using errcode = '23514';
  end if;
  if new.outcome = 'expired' and (pending.expires_at is null or pending.expires_at > now()) then
    raise exception 'transfer % hasn''t expired', new.pending_id using errcode = '23514';
  end if;
  if (select coalesce(sum(amount_nanos), 0) from entry where posting_set_id = new.posting_set_id
        and ledger_account_id = pending.held_in_ledger_account_id) <> -pending.nanos
      or (select coalesce(sum(amount_nanos), 0) from entry
        where posting_set_id = new.posting_set_id
        and ledger_account_id = pending.from_ledger_account_id) <> pending.nanos - new.posted_nanos
  then
    raise exception 'posting set % doesn''t resolve transfer % with %', new.posting_set_id,
      new.pending_id, new.posted_nanos using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger transfer_resolution_right after insert on transfer_resolution
  deferrable initially deferred for each row execute function check_transfer_resolution();

create trigger pending_transfer_immutable before update or delete or truncate on pending_transfer
  for each statement execute function refuse_change();
create trigger transfer_resolution_immutable
  before update or delete or truncate on transfer_resolution
  for each statement execute function refuse_change();
