package dev.hearth.runtime.queue;

import dev.hearth.runtime.call.CallSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of a group commit; each works on all its rows at once. */
final class RequestSql {
  private static final String INSERT =
      """
      insert into request (
        id, account_id, owner_account_id, function, endpoint, version, price_version,
        unit_price_nanos, state, direct, priority, input, max_cost_nanos, lease_id, hold_nanos,
        start_by, finished_at, micro_units, charge_nanos, running_millis, response_status,
        response_body, error, error_type, attempts,
        runner_hint, runner_hints)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do nothing
      """;

  private static final String END =
      """
      update request set state = ?, finished_at = now(), micro_units = ?, charge_nanos = ?,
        running_millis = ?, response_status = ?, response_body = ?, error = ?, error_type = ?, logs = ?,
        runner_hints = ?
      where id = ? and state in ('QUEUED', 'RUNNING')
      """;

  private static final String USAGE =
      """
      insert into usage_event (
        request_id, lease_id, account_id, owner_account_id, function, version, price_version,
        unit_price_nanos, micro_units, charge_nanos, hold_nanos, after_close, outcome, finished_at)
      select id, lease_id, account_id, owner_account_id, function, version, price_version,
        unit_price_nanos, micro_units, charge_nanos, hold_nanos, ?, lower(state), finished_at
      from request where id = ? and (charge_nanos > 0 or ?)
      on conflict (request_id) do nothing
      """;

  private RequestSql() {}

  /** Locks leases against closing and tells which are open. */
  static Map<UUID, Boolean> lockLeases(Connection connection, Collection<UUID> ids)
      throws SQLException {
    var open = new HashMap<UUID, Boolean>();
    if (ids.isEmpty()) {
      return open;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id, state from lease where id = any (?) order by id for share")) {
      select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          open.put(rows.getObject(1, UUID.class), rows.getString(2).equals("OPEN"));
        }
      }
    }
    return open;
  }

  /** The epoch that may write, locked against takeover. */
  static long lockEpoch(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "select epoch from scheduler_lease where shard = 0 for share");
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : -1;
    }
  }

  static void insertQueued(Connection connection, List<NewRequest> requests) throws SQLException {
    if (requests.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (NewRequest request : requests) {
        bindCall(insert, request, RequestState.QUEUED);
        insert.setNull(17, Types.TIMESTAMP_WITH_TIMEZONE);
        insert.setLong(18, 0);
        insert.setLong(19, 0);
        insert.setNull(20, Types.BIGINT);
        insert.setNull(21, Types.INTEGER);
        insert.setNull(22, Types.BINARY);
        insert.setNull(23, Types.VARCHAR);
        insert.setNull(24, Types.VARCHAR);
        insert.setInt(25, 0);
        insert.setNull(27, Types.VARCHAR);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  static void insertEnded(Connection connection, List<Write.Direct> writes) throws SQLException {
    if (writes.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Write.Direct write : writes) {
        bindCall(insert, write.request(), write.ending().state());
        insert.setTimestamp(17, new Timestamp(System.currentTimeMillis()));
        insert.setLong(18, write.ending().microUnits());
        insert.setLong(19, write.ending().chargeNanos());
        insert.setLong(20, write.ending().running().toMillis());
        insert.setInt(21, write.ending().status());
        insert.setBytes(22, write.ending().body());
        insert.setString(23, write.ending().error());
        insert.setString(24, write.ending().errorType());
        insert.setInt(25, 1);
        insert.setString(27, orNull(write.ending().hints()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void bindCall(PreparedStatement insert, NewRequest request, RequestState state)
      throws SQLException {
    CallSpec call = request.call();
    insert.setObject(1, call.requestId());
    insert.setObject(2, call.accountId());
    insert.setObject(3, call.function().ownerAccountId());
    insert.setString(4, call.function().id());
    insert.setString(5, call.endpoint().path());
    insert.setString(6, call.function().version());
    insert.setLong(7, call.function().priceVersion());
    insert.setLong(8, call.function().unitPriceNanos());
    insert.setString(9, state.name());
    insert.setBoolean(10, request.direct());
    insert.setString(11, request.priority());
    insert.setBytes(12, call.text());
    if (call.maxCostNanos().isPresent()) {
      insert.setLong(13, call.maxCostNanos().getAsLong());
    } else {
      insert.setNull(13, Types.BIGINT);
    }
    insert.setObject(14, request.leaseId().orElse(null));
    insert.setLong(15, request.holdNanos());
    insert.setTimestamp(16, Timestamp.from(call.startBy()));
    insert.setString(26, orNull(call.hint()));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Gives the key to the request, unless another has it. */
  static Write.KeyUse useKey(Connection connection, Write.AcceptOnce write) throws SQLException {
    UUID account = write.request().call().accountId();
    UUID requestId = write.request().call().requestId();
    try (PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into idempotency (account_id, key, body_sha256, request_id)
                values (?, ?, ?, ?) on conflict do nothing
                """);
        PreparedStatement select =
            connection.prepareStatement(
                "select request_id, body_sha256 from idempotency where account_id = ? and key ="
                    + " ?")) {
      insert.setObject(1, account);
      insert.setString(2, write.key());
      insert.setBytes(3, write.bodySha256());
      insert.setObject(4, requestId);
      if (insert.executeUpdate() == 1) {
        return new Write.KeyUse(requestId, true, true);
      }
      select.setObject(1, account);
      select.setString(2, write.key());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        UUID holder = row.getObject(1, UUID.class);
        boolean same = Arrays.equals(row.getBytes(2), write.bodySha256());
        return new Write.KeyUse(holder, holder.equals(requestId), same);
      }
    }
  }

  static void markStarted(Connection connection, List<Write.Started> writes) throws SQLException {
    if (writes.isEmpty()) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update request set state = 'RUNNING', started_at = coalesce(started_at, now()), attempts = ?
            where id = ? and state in ('QUEUED', 'RUNNING')
            """)) {
      for (Write.Started write : writes) {
        update.setInt(1, write.attempts());
        update.setObject(2, write.requestId());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** Lowers a hold; false when the request has ended. */
  static boolean shrink(Connection connection, Write.Shrink write) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update request set hold_nanos = ?
            where id = ? and hold_nanos >= ? and state in ('QUEUED', 'RUNNING')
            """)) {
      update.setLong(1, write.holdNanos());
      update.setObject(2, write.requestId());
      update.setLong(3, write.holdNanos());
      return update.executeUpdate() == 1;
    }
  }

  /**
   * Ends requests; tells at each index whether the request has ended as this write says, now or
   * when the write was tried before.
   */
  static boolean[] end(Connection connection, List<Write.End> writes) throws SQLException {
    boolean[] ended = new boolean[writes.size()];
    if (writes.isEmpty()) {
      return ended;
    }
    try (PreparedStatement update = connection.prepareStatement(END)) {
      for (Write.End write : writes) {
        bindEnd(update, write);
        update.addBatch();
      }
      int[] counts = update.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        ended[i] = counts[i] == 1 || hasEndedSo(connection, writes.get(i));
      }
      return ended;
    }
  }

  private static boolean hasEndedSo(Connection connection, Write.End write) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select 1 from request where id = ? and state = ? and charge_nanos = ?")) {
      select.setObject(1, write.requestId());
      select.setString(2, write.ending().state().name());
      select.setLong(3, write.ending().chargeNanos());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private static void bindEnd(PreparedStatement update, Write.End write) throws SQLException {
    Ending ending = write.ending();
    update.setString(1, ending.state().name());
    update.setLong(2, ending.microUnits());
    update.setLong(3, ending.chargeNanos());
    update.setLong(4, ending.running().toMillis());
    update.setInt(5, ending.status());
    update.setBytes(6, ending.body());
    update.setString(7, ending.error());
    update.setString(8, ending.errorType());
    update.setString(9, write.logs().isEmpty() ? null : String.join("\n", write.logs()));
    update.setString(10, orNull(ending.hints()));
    update.setObject(11, write.requestId());
  }

  /** Writes the usage events of requests that ended in this transaction. */
  static void insertUsage(Connection connection, Map<UUID, Boolean> afterCloseByRequest)
      throws SQLException {
    if (afterCloseByRequest.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(USAGE)) {
      for (var ended : afterCloseByRequest.entrySet()) {
        insert.setBoolean(1, ended.getValue());
        insert.setObject(2, ended.getKey());
        insert.setBoolean(3, ended.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
