package dev.hearth.runtime.queue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.runtime.call.CallSpec;
import dev.hearth.runtime.catalog.Function;
import dev.hearth.runtime.catalog.Manifests;
import dev.hearth.runtime.queue.Write.KeyUse;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads requests from their rows. Blocking. */
@ApplicationScoped
class RequestReader {
  private final DataSource database;
  private final Manifests manifests;
  private final ObjectMapper json;

  RequestReader(DataSource database, Manifests manifests, ObjectMapper json) {
    this.database = database;
    this.manifests = manifests;
    this.json = json;
  }

  /** A request that waits to be worked again. */
  record Open(CallSpec call, Optional<UUID> leaseId, long holdNanos) {}

  /** The request, if it is the account's. */
  Optional<RequestView> find(UUID id, UUID accountId) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select * from request where id = ? and account_id = ?")) {
      select.setObject(1, id);
      select.setObject(2, accountId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(view(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("can't read request " + id, e);
    }
  }

  /** Who has an idempotency key, if anyone. */
  Optional<KeyUse> keyUse(UUID accountId, String key, byte[] bodySha256) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                select request_id, body_sha256 from idempotency where account_id = ? and key = ?
                """)) {
      select.setObject(1, accountId);
      select.setString(2, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new KeyUse(
                    row.getObject(1, UUID.class),
                    false,
                    Arrays.equals(row.getBytes(2), bodySha256)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("can't read an idempotency key", e);
    }
  }

  private static RequestView view(ResultSet row) throws SQLException {
    RequestState state = RequestState.valueOf(row.getString("state"));
    String logs = row.getString("logs");
    return new RequestView(
        row.getObject("id", UUID.class),
        row.getString("function"),
        state,
        0,
        Course.ended(row.getInt("attempts"), logs == null ? List.of() : List.of(logs.split("\n"))),
        state.terminal() ? ending(row, state) : Optional.empty());
  }

  private static Optional<Ending> ending(ResultSet row, RequestState state) throws SQLException {
    byte @Nullable [] body = row.getBytes("response_body");
    return body == null
        ? Optional.empty()
        : Optional.of(
            new Ending(
                state,
                row.getLong("micro_units"),
                row.getLong("charge_nanos"),
                Duration.ofMillis(row.getLong("running_millis")),
                row.getInt("response_status"),
                body,
                row.getString("error"),
                row.getString("error_type"),
                orEmpty(row.getString("runner_hints"))));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** All requests that an earlier process left open, oldest first, as queued again. */
  List<Open> requeue() {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement reset =
          connection.prepareStatement(
              "update request set state = 'QUEUED' where state = 'RUNNING'")) {
        reset.executeUpdate();
      }
      try (PreparedStatement select =
              connection.prepareStatement(
                  "select * from request where state = 'QUEUED' order by created_at, id");
          ResultSet row = select.executeQuery()) {
        var open = new ArrayList<Open>();
        while (row.next()) {
          open.add(open(row));
        }
        return open;
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("can't read open requests", e);
    }
  }

  private Open open(ResultSet row) throws SQLException, IOException {
    Function function =
        manifests.function(
            row.getString("function"),
            row.getObject("owner_account_id", UUID.class),
            row.getString("version"),
            row.getLong("price_version"),
            row.getLong("unit_price_nanos"));
    byte[] text = row.getBytes("input");
    long maxCost = row.getLong("max_cost_nanos");
    OptionalLong limit = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(maxCost);
    var call =
        new CallSpec(
            row.getObject("id", UUID.class),
            row.getObject("account_id", UUID.class),
            function,
            function.endpoint(row.getString("endpoint")).orElseThrow(),
            (ObjectNode) json.readTree(text),
            text,
            row.getTimestamp("start_by").toInstant(),
            limit,
            orEmpty(row.getString("runner_hint")));
    return new Open(
        call,
        Optional.ofNullable(row.getObject("lease_id", UUID.class)),
        row.getLong("hold_nanos"));
  }
}
