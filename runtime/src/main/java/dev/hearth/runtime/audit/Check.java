package dev.hearth.runtime.audit;

import java.util.List;

/**
 * A rule that requests, leases and usage events keep, and the query that looks for what breaks it.
 *
 * @param name stable, lower-case words with hyphens
 * @param rule what holds, as a sentence without its full stop
 * @param query one text column: a sentence for each place that breaks the rule, naming its ids
 */
record Check(String name, String rule, String query) {
  static final List<Check> ALL =
      List.of(
          new Check(
              "requests-billed",
              "every request that cost something has its usage event, with the same figures",
              """
              select case when u.request_id is null
                then format('request %s cost %s, but has no usage event', r.id, r.charge_nanos)
                else format('request %s (%s) has %s micro-units and cost %s in lease %s, but its usage'
                  ' event %s micro-units and %s in lease %s', r.id, r.state, r.micro_units,
                  r.charge_nanos, r.lease_id, u.micro_units, u.charge_nanos, u.lease_id) end
              from request r left join usage_event u on u.request_id = r.id
              where r.state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
                and (u.request_id is not null or r.charge_nanos > 0)
                and (u.micro_units, u.charge_nanos, u.lease_id, u.account_id, u.outcome)
                  is distinct from
                  (r.micro_units, r.charge_nanos, r.lease_id, r.account_id, lower(r.state))
              order by r.id
              """),
          new Check(
              "usage-ended",
              "no request is billed before it has ended",
              """
              select format('request %s is %s, but has a usage event of %s', r.id, r.state,
                u.charge_nanos)
              from usage_event u join request r on r.id = u.request_id
              where r.state in ('QUEUED', 'RUNNING')
              order by r.id
              """),
          new Check(
              "usage-charges",
              "a charge is units × price, rounded down, within the hold, and only for success",
              """
              select format('usage event of request %s (%s): %s micro-units at %s with hold %s cost %s',
                request_id, outcome, micro_units, unit_price_nanos, hold_nanos, charge_nanos)
              from usage_event
              where charge_nanos > hold_nanos
                or charge_nanos <> case when outcome = 'succeeded'
                  then div(micro_units::numeric * unit_price_nanos, 1000000) else 0 end
              order by request_id
              """),
          new Check(
              "leases-spent",
              "a closed lease has spent what the requests cost that ended before its close",
              """
              select format('lease %s was closed with %s spent, but its usage events make it %s', l.id,
                l.spent_nanos, coalesce(u.nanos, 0))
              from lease l left join (
                select lease_id, sum(charge_nanos) as nanos from usage_event where not after_close
                group by 1) u on u.lease_id = l.id
              where l.state = 'CLOSED' and l.spent_nanos is distinct from coalesce(u.nanos, 0)
              order by l.id
              """),
          new Check(
              "leases-held",
              "a closed lease holds what its open requests hold, and held what ended since",
              """
              select format('lease %s was closed with %s held, but %s are of open requests and %s of'
                  ' requests that ended since', l.id, l.held_nanos, coalesce(r.nanos, 0),
                coalesce(u.nanos, 0))
              from lease l
              left join (
                select lease_id, sum(hold_nanos) as nanos from request
                where state in ('QUEUED', 'RUNNING') group by 1) r on r.lease_id = l.id
              left join (
                select lease_id, sum(hold_nanos) as nanos from usage_event where after_close
                group by 1) u on u.lease_id = l.id
              where l.state = 'CLOSED'
                and l.held_nanos is distinct from coalesce(r.nanos, 0) + coalesce(u.nanos, 0)
              order by l.id
              """),
          new Check(
              "leases-bounded",
              "no lease spends and holds more than it was granted",
              """
              select format('lease %s (%s) was granted %s, but %s are spent and %s held', l.id, l.state,
                l.granted_nanos, coalesce(u.nanos, 0), coalesce(r.nanos, 0))
              from lease l
              left join (
                select lease_id, sum(charge_nanos) as nanos from usage_event group by 1) u
                on u.lease_id = l.id
              left join (
                select lease_id, sum(hold_nanos) as nanos from request
                where state in ('QUEUED', 'RUNNING') group by 1) r on r.lease_id = l.id
              where coalesce(u.nanos, 0) + coalesce(r.nanos, 0) > l.granted_nanos
              order by l.id
              """),
          new Check(
              "triggers",
              "the trigger that keeps what has ended is there and enabled",
              """
              select format('trigger keep_terminal of table request is %s',
                case when t.oid is null then 'gone' else 'disabled' end)
              from (values (1)) one
              left join pg_trigger t
                on t.tgrelid = to_regclass('request') and t.tgname = 'keep_terminal'
              where t.oid is null or t.tgenabled not in ('O', 'A')
              """));
}
