-- Entries come in whole sets within one statement. Checking that here, too, holds against a session
-- that has the check at commit done early, and adds entries after it.
create or replace function check_and_apply_entries() returns trigger language plpgsql as $$
declare
  wrong bigint;
begin
  select posting_set_id into wrong from added
    group by 1 having count(*) < 2 or sum(amount_nanos) <> 0 limit 1;
  if found then
    raise exception 'posting set % gets entries that are no whole set', wrong
      using errcode = '23514';
  end if;

  select s.id into wrong from posting_set s
    where s.id in (select posting_set_id from added) and s.transaction_id <> pg_current_xact_id()
    limit 1;
  if found then
    raise exception 'posting set % is closed', wrong using errcode = '23001';
  end if;

  perform 1 from balance b
    join (select distinct ledger_account_id from added) a using (ledger_account_id)
    order by b.ledger_account_id
    for no key update of b;
  update balance b set nanos = b.nanos + change.nanos
    from (select ledger_account_id, sum(amount_nanos)::bigint as nanos from added group by 1) change
    where b.ledger_account_id = change.ledger_account_id and change.nanos <> 0;
  return null;
end $$;

create or replace function check_posting_set() returns trigger language plpgsql as $$
declare
  entries bigint;
  total numeric;
begin
  if new.transaction_id <> pg_current_xact_id() then
    raise exception 'posting set % names another transaction', new.id using errcode = '23001';
  end if;
  select count(*), coalesce(sum(amount_nanos), 0) into entries, total
    from entry where posting_set_id = new.id;
  if entries < 2 or total <> 0 then
    raise exception 'posting set % has % entries which sum to %', new.id, entries, total
      using errcode = '23514';
  end if;
  return null;
end $$;

-- What follows from other rows is written by their triggers, and by the rebuild.
create function refuse_direct_change() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2
      and (tg_op <> 'UPDATE' or coalesce(current_setting('hearth.rebuilding', true), '') <> 'on') then
    raise exception '% follows from what is posted: % refused', tg_table_name, tg_op
      using errcode = '23001';
  end if;
  return null;
end $$;
create trigger balance_derived before insert or update or delete or truncate on balance
  for each statement execute function refuse_direct_change();
create trigger refunded_derived before insert or update or delete or truncate on refunded
  for each statement execute function refuse_direct_change();

create trigger ledger_account_immutable before update or delete or truncate on ledger_account
  for each statement execute function refuse_change();
create trigger credit_lease_kept before delete or truncate on credit_lease
  for each statement execute function refuse_change();
create trigger credit_lease_grant_kept before update of id, account_id, granted_nanos, opened_at
  on credit_lease for each statement execute function refuse_change();

create or replace function rebuild_balances()
returns table (name text, before_nanos bigint, after_nanos bigint) language plpgsql as $$
begin
  -- Waits until no transaction is between an entry and its balance, and lets none begin.
  lock table balance in share row exclusive mode;
  perform set_config('hearth.rebuilding', 'on', true);
  return query
    with right_one as (
      select l.id, l.name, b.nanos as before, coalesce(sum(e.amount_nanos), 0)::bigint as after
      from ledger_account l
      join balance b on b.ledger_account_id = l.id
      left join entry e on e.ledger_account_id = l.id
      group by l.id, l.name, b.nanos),
    changed as (
      update balance b set nanos = r.after from right_one r
      where b.ledger_account_id = r.id and r.before <> r.after
      returning r.name, r.before, r.after)
    select c.name, c.before, c.after from changed c order by 1;
  perform set_config('hearth.rebuilding', 'off', true);
end $$;
