package dev.hearth.marketplace.audit;

import java.util.List;

/** Whether what keeps the books right in the database is still there. */
final class GuardChecks {
  private GuardChecks() {}

  static final List<Check> ALL =
      List.of(
          new Check(
              "triggers",
              "every trigger that guards the books is there and enabled",
              """
              select format('trigger %s of table %s is %s', w.trigger, w.in_table,
                case when t.oid is null then 'gone' else 'disabled' end)
              from (values ('entry', 'entry_immutable'), ('entry', 'entry_checked'),
                  ('posting_set', 'posting_set_immutable'), ('posting_set', 'posting_set_balanced'),
                  ('price_version', 'price_version_immutable'),
                  ('usage_event', 'usage_event_immutable'),
                  ('credit_grant', 'credit_grant_immutable'), ('refund', 'refund_counted'),
                  ('refund', 'refund_immutable'), ('pending_transfer', 'pending_transfer_held'),
                  ('pending_transfer', 'pending_transfer_immutable'),
                  ('transfer_resolution', 'transfer_resolution_right'),
                  ('transfer_resolution', 'transfer_resolution_immutable'),
                  ('balance', 'balance_derived'), ('refunded', 'refunded_derived'),
                  ('credit_lease', 'credit_lease_kept'),
                  ('credit_lease', 'credit_lease_grant_kept'),
                  ('ledger_account', 'ledger_account_immutable'),
                  ('ledger_account', 'ledger_account_has_balances')) w (in_table, trigger)
              left join pg_trigger t on t.tgrelid = to_regclass(w.in_table) and t.tgname = w.trigger
              where t.oid is null or t.tgenabled not in ('O', 'A')
              order by 1
              """),
          new Check(
              "constraints",
              "the tables of the books have all their constraints, and these are enforced",
              """
              select format('table %s has %s constraint(s) of kind %s in force, of %s', w.in_table,
                coalesce(h.constraints, 0), w.kind, w.constraints)
              from (values ('balance', 'c', 1), ('balance', 'f', 1), ('balance', 'p', 1),
                  ('posting_set', 'u', 1), ('posting_set', 'p', 1), ('entry', 'p', 1),
                  ('entry', 'f', 2), ('entry', 'c', 1), ('usage_event', 'p', 1),
                  ('usage_event', 'f', 1), ('usage_event', 'c', 9), ('credit_lease', 'p', 1),
                  ('credit_lease', 'c', 7), ('ledger_account', 'u', 1), ('credit_grant', 'u', 2),
                  ('credit_grant', 'f', 3), ('credit_grant', 'c', 3), ('refund', 'p', 1),
                  ('refund', 'f', 2), ('refunded', 'p', 1), ('refunded', 'c', 1),
                  ('pending_transfer', 'p', 1), ('pending_transfer', 'f', 4),
                  ('transfer_resolution', 'p', 1), ('transfer_resolution', 'u', 1),
                  ('transfer_resolution', 'f', 2), ('transfer_resolution', 'c', 3))
                w (in_table, kind, constraints)
              left join (
                select conrelid, contype::text as kind, count(*) as constraints
                from pg_constraint c
                where convalidated and to_jsonb(c) ->> 'conenforced' is distinct from 'false'
                group by 1, 2) h
                on h.conrelid = to_regclass(w.in_table) and h.kind = w.kind
              where coalesce(h.constraints, 0) < w.constraints
              order by 1
              """));
}
