package dev.hearth.marketplace.funding;

import dev.hearth.marketplace.funding.Charge.Payment;
import dev.hearth.marketplace.funding.Refunds.Refund;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Charges and their refunds in PostgreSQL. */
@Singleton
final class ChargeStore {
  /** Whose call it was. */
  UUID payer(Handle handle, UUID requestId) {
    return handle
        .createQuery(
            "select account_id from usage_event where request_id = :request and charge_nanos > 0")
        .bind("request", requestId)
        .mapTo(UUID.class)
        .findOne()
        .orElseThrow(
            () ->
                new CallException(
                    ErrorCode.NOT_FOUND, "no request " + requestId + " that cost anything"));
  }

  /** A charge that exists. */
  Charge find(Handle handle, UUID requestId) {
    List<Payment> payments = payments(handle, requestId);
    return handle
        .createQuery(
            """
            select u.account_id, o.name, u.charge_nanos, u.promotional_nanos, u.fee_nanos,
              coalesce(r.nanos, 0) as refunded,
              coalesce((select e.ledger_account_id from posting_set s
                join entry e on e.posting_set_id = s.id
                join ledger_account l on l.id = e.ledger_account_id and l.name like 'revenue:%'
                where s.idempotency_key = 'usage:' || u.request_id),
                (select id from ledger_account where name = 'revenue:0')) as revenue
            from usage_event u
            join account o on o.id = u.owner_account_id
            left join refunded r on r.request_id = u.request_id
            where u.request_id = :request\
            """)
        .bind("request", requestId)
        .map(
            (row, context) ->
                new Charge(
                    requestId,
                    row.getObject("account_id", UUID.class),
                    row.getString("name"),
                    payments,
                    row.getLong("charge_nanos"),
                    row.getLong("promotional_nanos"),
                    row.getLong("fee_nanos"),
                    row.getLong("revenue"),
                    row.getLong("refunded")))
        .one();
  }

  private static List<Payment> payments(Handle handle, UUID requestId) {
    return handle
        .createQuery(
            """
            select e.ledger_account_id, g.kind = 'promotional', -e.amount_nanos
            from posting_set s
            join entry e on e.posting_set_id = s.id and e.amount_nanos < 0
            join credit_grant g on g.ledger_account_id = e.ledger_account_id
            where s.idempotency_key = 'usage:' || :request order by e.line\
            """)
        .bind("request", requestId.toString())
        .map((row, context) -> new Payment(row.getLong(1), row.getBoolean(2), row.getLong(3)))
        .list();
  }

  /** The refund of a key. */
  Optional<Refund> refund(Handle handle, String key) {
    return handle
        .createQuery(
            """
            select r.request_id, r.nanos, r.reason
            from refund r join posting_set s on s.id = r.posting_set_id
            where s.idempotency_key = :key\
            """)
        .bind("key", key)
        .map(
            (row, context) ->
                new Refund(row.getObject(1, UUID.class), row.getLong(2), row.getString(3)))
        .findOne();
  }

  void insert(Handle handle, String key, Refund refund) {
    handle
        .createUpdate(
            """
            insert into refund (posting_set_id, request_id, nanos, reason)
            select s.id, :request, :nanos, :reason from posting_set s
            where s.idempotency_key = :key\
            """)
        .bind("request", refund.requestId())
        .bind("nanos", refund.nanos())
        .bind("reason", refund.reason())
        .bind("key", key)
        .execute();
  }
}
