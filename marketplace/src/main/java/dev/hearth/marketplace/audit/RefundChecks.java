package dev.hearth.marketplace.audit;

import java.util.List;

/** What holds of refunds. */
final class RefundChecks {
  private RefundChecks() {}

  static final List<Check> ALL =
      List.of(
          new Check(
              "refunds-capped",
              "the refunds of a charge add up to no more than it",
              """
              select format('request %s cost %s, but %s are refunded, and %s counted', u.request_id,
                u.charge_nanos, coalesce(r.nanos, 0), coalesce(c.nanos, 0))
              from usage_event u
              left join (select request_id, sum(nanos) as nanos from refund group by 1) r
                on r.request_id = u.request_id
              left join refunded c on c.request_id = u.request_id
              where coalesce(r.nanos, 0) > u.charge_nanos
                or coalesce(r.nanos, 0) <> coalesce(c.nanos, 0)
                or c.charge_nanos <> u.charge_nanos
              order by u.request_id
              """),
          new Check(
              "refunds-posted",
              "every refund has its posting set, which gives its amount to wallets of the caller",
              """
              select case when r.posting_set_id is null
                then format('posting set %s (%s) has no refund', s.id, s.idempotency_key)
                else format('refund of posting set %s gives %s of request %s back, but its wallets get'
                  ' %s', r.posting_set_id, r.nanos, r.request_id, coalesce(got.nanos, 0)) end
              from refund r
              full join (select * from posting_set where kind = 'refund') s
                on s.id = r.posting_set_id
              left join usage_event u on u.request_id = r.request_id
              left join lateral (
                select sum(e.amount_nanos) as nanos from entry e
                join credit_grant g on g.ledger_account_id = e.ledger_account_id
                where e.posting_set_id = s.id and g.account_id = u.account_id) got on true
              where r.posting_set_id is null or s.id is null or r.nanos is distinct from got.nanos
              order by s.id
              """),
          new Check(
              "refunds-returned",
              "refunds give each wallet no more than it paid, and take from the creator and the"
                  + " platform no more than they got",
              """
              select format('request %s moved %s on ledger account %s, and its refunds %s', request_id,
                paid, name, back)
              from (
                select u.request_id, l.name,
                  coalesce(sum(e.amount_nanos) filter (where s.kind = 'usage'), 0) as paid,
                  coalesce(sum(e.amount_nanos) filter (where s.kind = 'refund'), 0) as back
                from usage_event u
                join refunded c on c.request_id = u.request_id
                join posting_set s on s.idempotency_key = 'usage:' || u.request_id
                  or s.id in (select posting_set_id from refund r where r.request_id = u.request_id)
                join entry e on e.posting_set_id = s.id
                join ledger_account l on l.id = e.ledger_account_id
                where u.fee_basis_points is not null and l.name <> 'refund'
                group by 1, 2) moved
              where sign(paid) = sign(back) and back <> 0 or abs(back) > abs(paid)
              order by request_id, name
              """));
}
