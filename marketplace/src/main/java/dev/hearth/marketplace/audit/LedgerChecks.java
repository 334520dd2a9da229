package dev.hearth.marketplace.audit;

import java.util.List;

/** What holds of accounts, posting sets and entries. */
final class LedgerChecks {
  private LedgerChecks() {}

  static final List<Check> ALL =
      List.of(
          new Check(
              "trial-balance",
              "all entries together sum to zero",
              """
              select format('all entries together sum to %s', sum(amount_nanos))
              from entry having sum(amount_nanos) <> 0
              """),
          new Check(
              "balances",
              "every balance is the sum of its entries",
              """
              select format('ledger account %s has balance %s, but its entries sum to %s',
                l.name, coalesce(b.nanos, 0), coalesce(e.nanos, 0))
              from ledger_account l
              left join balance b on b.ledger_account_id = l.id
              left join (select ledger_account_id, sum(amount_nanos) as nanos from entry group by 1) e
                on e.ledger_account_id = l.id
              where coalesce(b.nanos, 0) <> coalesce(e.nanos, 0)
              order by l.name
              """),
          new Check(
              "not-negative",
              "no account that is bounded by zero is below it",
              """
              select format('ledger account %s has %s', l.name, b.nanos)
              from balance b join ledger_account l on l.id = b.ledger_account_id
              where b.bounded and b.nanos < 0
              order by l.name
              """),
          new Check(
              "posting-sets",
              "every posting set has at least two entries, which sum to zero",
              """
              select format('posting set %s (%s) has %s entries, which sum to %s',
                s.id, s.idempotency_key, coalesce(e.entries, 0), coalesce(e.nanos, 0))
              from posting_set s
              left join (
                select posting_set_id, count(*) as entries, sum(amount_nanos) as nanos
                from entry group by 1) e on e.posting_set_id = s.id
              where coalesce(e.entries, 0) < 2 or e.nanos <> 0
              order by s.id
              """),
          new Check(
              "orphans",
              "every entry belongs to a posting set and an account",
              """
              select format('entry %s of posting set %s has no %s', e.line, e.posting_set_id,
                case when s.id is null then 'posting set' else 'ledger account' end)
              from entry e
              left join posting_set s on s.id = e.posting_set_id
              left join ledger_account l on l.id = e.ledger_account_id
              where s.id is null or l.id is null
              order by e.posting_set_id, e.line
              """),
          new Check(
              "grants",
              "every grant is one amount, to its wallet, from cash if it was paid for",
              """
              select case when g.id is null
                then format('posting set %s (%s) has no grant', s.id, s.idempotency_key)
                else format('grant %s (%s) of %s has posting set %s (%s), which doesn''t move that from'
                  ' %s to its wallet', g.id, g.kind, g.nanos, s.id, s.idempotency_key, source.name)
                end
              from credit_grant g
              full join (select * from posting_set where kind in ('deposit', 'grant')) s
                on s.id = g.posting_set_id
              cross join lateral (
                select case when s.kind = 'grant' then 'revenue' else 'cash' end as name) source
              where case when g.id is null
                -- Deposits from before there were grants have none of their own.
                then s.id is not null and not exists (
                  select from entry e join credit_grant o on o.ledger_account_id = e.ledger_account_id
                  where e.posting_set_id = s.id and o.posting_set_id is null)
                else g.posting_set_id is not null and (
                  s.id is null or (g.kind = 'promotional') <> (s.kind = 'grant')
                  or (select count(*) from entry e where e.posting_set_id = s.id) <> 2
                  or not exists (select from entry e where e.posting_set_id = s.id
                    and e.ledger_account_id = g.ledger_account_id and e.amount_nanos = g.nanos)
                  or not exists (
                    select from entry e join ledger_account l on l.id = e.ledger_account_id
                    where e.posting_set_id = s.id and split_part(l.name, ':', 1) = source.name))
                end
              order by s.id
              """));
}
