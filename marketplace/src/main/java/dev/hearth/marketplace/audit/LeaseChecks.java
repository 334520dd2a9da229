package dev.hearth.marketplace.audit;

import java.util.List;

/** What holds of credit leases and of the funds that they reserve. */
final class LeaseChecks {
  private LeaseChecks() {}

  static final List<Check> ALL =
      List.of(
          new Check(
              "leases-settled",
              "what a lease has settled is the sum of its usage events",
              """
              select format('lease %s has settled %s, %s late, and released %s, but its usage events'
                  ' make it %s, %s and %s', c.id, c.settled_nanos, c.settled_late_nanos,
                c.released_nanos, coalesce(u.settled, 0), coalesce(u.late, 0),
                coalesce(u.released, 0))
              from credit_lease c
              full join (
                select lease_id, sum(charge_nanos) filter (where not after_close) as settled,
                  sum(charge_nanos) filter (where after_close) as late,
                  sum(hold_nanos) filter (where after_close) as released
                from usage_event group by 1) u on u.lease_id = c.id
              where (c.settled_nanos, c.settled_late_nanos, c.released_nanos) is distinct from
                (coalesce(u.settled, 0), coalesce(u.late, 0), coalesce(u.released, 0))
              order by c.id
              """),
          new Check(
              "leases-bounded",
              "a lease's grant is what it spent, holds, has open and gave back, none of it"
                  + " negative",
              """
              select format('lease %s: granted %s, %s, spent %s, held %s, settled %s, late %s,'
                  ' released %s, reserved %s', id, granted_nanos,
                case when closed then 'closed' else 'open' end, spent_nanos, held_nanos,
                settled_nanos, settled_late_nanos, released_nanos, reserved_nanos)
              from credit_lease
              where spent_nanos + held_nanos > granted_nanos
                or settled_nanos + released_nanos > granted_nanos
                or settled_late_nanos > released_nanos
                or (closed and (settled_nanos > spent_nanos or released_nanos > held_nanos))
                or (not closed and spent_nanos + held_nanos <> 0)
                or reserved_nanos <> case when closed
                  then spent_nanos - settled_nanos + held_nanos - released_nanos
                  else granted_nanos - settled_nanos - settled_late_nanos end
              order by id
              """),
          new Check(
              "reservations",
              "an account's leases reserve no more than its wallets have",
              """
              select format('account %s has %s, but its leases reserve %s', a.name,
                coalesce(b.nanos, 0), r.nanos)
              from account a
              join (select account_id, sum(reserved_nanos) as nanos from credit_lease group by 1) r
                on r.account_id = a.id
              left join (
                select g.account_id, sum(b.nanos) as nanos
                from credit_grant g join balance b on b.ledger_account_id = g.ledger_account_id
                group by 1) b on b.account_id = a.id
              where r.nanos > coalesce(b.nanos, 0)
              order by a.name
              """));
}
