package dev.hearth.marketplace.audit;

import java.util.List;

/** What holds of usage events and of what was posted for them. */
final class UsageChecks {
  private UsageChecks() {}

  static final List<Check> ALL =
      List.of(
          new Check(
              "usage-settled-once",
              "every usage event that costs something has its posting set, and no other has one",
              """
              select case
                when s.id is null then format('usage event of request %s was never posted',
                  u.request_id)
                when u.request_id is null then format('posting set %s (%s) has no usage event',
                  s.id, s.idempotency_key)
                else format('posting set %s is of the usage event of request %s, which costs nothing',
                  s.id, u.request_id) end
              from usage_event u
              full join (select * from posting_set where kind = 'usage') s
                on s.idempotency_key = 'usage:' || u.request_id
              where (s.id is null and u.charge_nanos > 0) or u.request_id is null
                or (s.id is not null and u.charge_nanos = 0)
              order by s.id, u.request_id
              """),
          new Check(
              "usage-entries",
              "wallets of the caller pay the charge, the creator gets it less the fee, the platform"
                  + " the fee, and all of what promotional credit paid",
              """
              select format('usage event of request %s: charge %s, of it promotional %s, fee %s, but'
                  ' posting set %s takes %s from %s, of it promotional %s, gives %s to %s and %s to the'
                  ' platform', u.request_id, u.charge_nanos, u.promotional_nanos, u.fee_nanos, s.id,
                -got.caller, c.name, -got.promotional, got.owner, o.name, got.platform)
              from usage_event u
              join posting_set s on s.idempotency_key = 'usage:' || u.request_id
              join account c on c.id = u.account_id
              join account o on o.id = u.owner_account_id
              cross join lateral (
                select coalesce(sum(amount_nanos) filter (where g.account_id = u.account_id), 0)
                    as caller,
                  coalesce(sum(amount_nanos) filter (where g.account_id = u.account_id
                    and g.kind = 'promotional'), 0) as promotional,
                  -- Before there were wallets, creators were paid into what is a wallet now.
                  coalesce(sum(amount_nanos) filter (where l.name = 'payable:' || o.name
                    or (u.fee_basis_points is null and g.account_id = u.owner_account_id)), 0) as owner,
                  coalesce(sum(amount_nanos) filter (where l.name like 'revenue:%'), 0) as platform
                from entry e
                join ledger_account l on l.id = e.ledger_account_id
                left join credit_grant g on g.ledger_account_id = l.id
                where e.posting_set_id = s.id) got
              where u.charge_nanos > 0
                and not (u.fee_basis_points is null and 'platform' in (c.name, o.name))
                and (got.caller, got.promotional, got.owner, got.platform) is distinct from
                  (-u.charge_nanos, -u.promotional_nanos, u.charge_nanos - u.fee_nanos, u.fee_nanos)
              order by u.request_id
              """),
          new Check(
              "usage-charges",
              "a charge is units × the price of its price version, rounded down, within the hold;"
                  + " the fee its share of what was paid for, rounded down",
              """
              select format('usage event of request %s (%s): %s micro-units at %s with hold %s cost %s,'
                  ' fee %s', u.request_id, u.outcome, u.micro_units, u.unit_price_nanos, u.hold_nanos,
                u.charge_nanos, u.fee_nanos)
              from usage_event u
              left join price_version p on p.id = u.price_version
              where u.charge_nanos > u.hold_nanos
                or u.charge_nanos <> case when u.outcome = 'succeeded'
                  then div(u.micro_units::numeric * u.unit_price_nanos, 1000000) else 0 end
                or (u.fee_basis_points is not null and u.fee_nanos <> u.promotional_nanos
                  + div((u.charge_nanos - u.promotional_nanos)::numeric * u.fee_basis_points, 10000))
                or (u.price_version <> 0 and p.unit_price_nanos is distinct from u.unit_price_nanos)
              order by u.request_id
              """));
}
