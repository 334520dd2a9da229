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
              left join (select ledger_account_id, sum(nanos) as nanos from balance group by 1) b
                on b.ledger_account_id = l.id
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
              "deposits",
              "every deposit moves one amount from outside to one account",
              """
              select format('deposit of posting set %s (%s) has other entries than one from %s to one'
                ' account', s.id, s.idempotency_key, 'external:deposits')
              from posting_set s
              join entry e on e.posting_set_id = s.id
              join ledger_account l on l.id = e.ledger_account_id
              where s.kind = 'deposit'
              group by s.id, s.idempotency_key
              having count(*) <> 2
                or count(*) filter (where l.name = 'external:deposits' and e.amount_nanos < 0) <> 1
              order by s.id
              """));
}
