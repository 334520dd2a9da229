package dev.hearth.runtime.audit;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Reads all requests, leases and usage events of the runtime's database at one moment; the cost
 * grows with them. Changes nothing. Blocking.
 */
@ApplicationScoped
class Audit {
  /** What a reader can take in; the first ones tell where to look. */
  private static final int FINDINGS = 100;

  private final DataSource database;

  Audit(DataSource database) {
    this.database = database;
  }

  /** {@code checks}, each with what it found, and {@code records}, digests by kind and bucket. */
  JsonObject report() {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("set transaction isolation level repeatable read, read only");
        return report(statement);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("can't audit the database", e);
    }
  }

  /** The report as the statement's transaction sees it. */
  static JsonObject report(Statement statement) throws SQLException {
    var checks = new ArrayList<Json>();
    for (Check check : Check.ALL) {
      checks.add(run(statement, check));
    }
    var records = JsonObject.builder();
    for (SharedRecords kind : SharedRecords.values()) {
      records.put(kind.name().toLowerCase(Locale.ROOT), digests(statement, kind));
    }
    return JsonObject.builder()
        .put("checks", new JsonArray(checks))
        .put("records", records.build())
        .build();
  }

  private static Json run(Statement statement, Check check) throws SQLException {
    var findings = new ArrayList<Json>();
    try (ResultSet rows =
        statement.executeQuery(
            "select * from (" + check.query() + ") finding limit " + (FINDINGS + 1))) {
      while (rows.next()) {
        findings.add(new JsonString(rows.getString(1)));
      }
    }
    boolean more = findings.size() > FINDINGS;
    return JsonObject.builder()
        .put("name", check.name())
        .put("rule", check.rule())
        .put("findings", new JsonArray(more ? findings.subList(0, FINDINGS) : findings))
        .put("more", more)
        .build();
  }

  private static JsonObject digests(Statement statement, SharedRecords kind) throws SQLException {
    var digests = JsonObject.builder();
    try (ResultSet rows = statement.executeQuery(kind.digests())) {
      while (rows.next()) {
        digests.put(rows.getString(1), rows.getString(2));
      }
    }
    return digests.build();
  }

  /** What this side has of a kind's records in some buckets. */
  JsonObject records(SharedRecords kind, List<String> buckets) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(kind.records())) {
      select.setArray(1, connection.createArrayOf("text", buckets.toArray()));
      var records = new ArrayList<Json>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          records.add(
              JsonObject.builder()
                  .put("id", row.getString(1))
                  .put("figures", row.getString(2))
                  .put("told", row.getString(3))
                  .build());
        }
      }
      return JsonObject.builder().put("records", new JsonArray(records)).build();
    } catch (SQLException e) {
      throw new IllegalStateException("can't read records to audit", e);
    }
  }
}
