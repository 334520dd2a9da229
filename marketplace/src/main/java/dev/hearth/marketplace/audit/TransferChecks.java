package dev.hearth.marketplace.audit;

import java.util.List;

/** What holds of transfers in two phases. */
final class TransferChecks {
  private TransferChecks() {}

  static final List<Check> ALL =
      List.of(
          new Check(
              "transfers-resolved-once",
              "a pending transfer is resolved at most once, in full or less",
              """
              select format('transfer of posting set %s (%s) of %s was resolved %s times, with %s posted',
                p.posting_set_id, s.idempotency_key, p.nanos, count(r.outcome), sum(r.posted_nanos))
              from pending_transfer p
              join transfer_resolution r on r.pending_id = p.posting_set_id
              left join posting_set s on s.id = p.posting_set_id
              group by p.posting_set_id, s.idempotency_key, p.nanos
              having count(*) > 1 or sum(r.posted_nanos) > p.nanos
              order by p.posting_set_id
              """),
          new Check(
              "transfers-posted",
              "posting sets of payouts hold what the transfer says, and resolve all of it",
              """
              select format('posting set %s (%s) moves %s where the transfer waits, not %s', s.id,
                s.idempotency_key, coalesce(sum(e.amount_nanos), 0), t.nanos)
              from (
                select posting_set_id, held_in_ledger_account_id as account, nanos
                from pending_transfer
                union all
                select r.posting_set_id, p.held_in_ledger_account_id, -p.nanos
                from transfer_resolution r join pending_transfer p on p.posting_set_id = r.pending_id) t
              full join posting_set s on s.id = t.posting_set_id
              left join entry e
                on e.posting_set_id = t.posting_set_id and e.ledger_account_id = t.account
              where t.posting_set_id is not null
                or s.kind in ('payout', 'payout_sent', 'payout_returned')
              group by s.id, s.idempotency_key, s.kind, t.posting_set_id, t.nanos
              having coalesce(sum(e.amount_nanos), 0) is distinct from t.nanos
                or s.kind not in ('payout', 'payout_sent', 'payout_returned')
              order by s.id
              """),
          new Check(
              "transfers-waiting",
              "what is in transit is what pending transfers hold",
              """
              select format('%s has %s, but pending transfers hold %s', l.name, b.nanos,
                coalesce(p.nanos, 0))
              from ledger_account l
              join balance b on b.ledger_account_id = l.id
              left join (
                select p.held_in_ledger_account_id as id, sum(p.nanos) as nanos
                from pending_transfer p
                where not exists (
                  select from transfer_resolution r where r.pending_id = p.posting_set_id)
                group by 1) p on p.id = l.id
              where l.name = 'payout_in_transit' and b.nanos <> coalesce(p.nanos, 0)
              """));
}
