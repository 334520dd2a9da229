package dev.hearth.runtime.credit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Leases as rows that survive this process. Blocking. */
@ApplicationScoped
class LeaseRows {
  private static final String LOCK =
      """
      select id, account_id, granted_nanos, state = 'OPEN', spent_nanos, held_nanos
      from lease where id = ? for update
      """;

  private static final String SPENT_AND_HELD =
      """
      select coalesce(sum(charge_nanos) filter (where state not in ('QUEUED', 'RUNNING')), 0),
             coalesce(sum(hold_nanos) filter (where state in ('QUEUED', 'RUNNING')), 0)
      from request where lease_id = ?
      """;

  private final DataSource database;

  LeaseRows(DataSource database) {
    this.database = database;
  }

  /**
   * A closed lease.
   *
   * @param grantedNanos 0 when this node doesn't know whether it was granted
   */
  record Closed(UUID leaseId, UUID accountId, long grantedNanos, long spentNanos, long heldNanos) {}

  /** Writes a lease down before it is asked for, so that none is ever forgotten. */
  void ask(UUID leaseId, UUID accountId) {
    update(
        "insert into lease (id, account_id, granted_nanos) values (?, ?, 0)", leaseId, accountId);
  }

  void granted(UUID leaseId, long nanos) {
    update("update lease set granted_nanos = ? where id = ?", nanos, leaseId);
  }

  void refused(UUID leaseId) {
    update("delete from lease where id = ?", leaseId);
  }

  void reported(UUID leaseId) {
    update("update lease set reported = true where id = ?", leaseId);
  }

  /** Closes a lease under its row's lock; one that was closed before keeps its figures. */
  Closed close(UUID leaseId) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Closed closed = close(connection, leaseId);
        connection.commit();
        return closed;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("can't close lease " + leaseId, e);
    }
  }

  private static Closed close(Connection connection, UUID leaseId) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setObject(1, leaseId);
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no lease " + leaseId);
        }
        return row.getBoolean(4) ? decide(connection, closed(row)) : closed(row);
      }
    }
  }

  private static Closed decide(Connection connection, Closed open) throws SQLException {
    try (PreparedStatement sums = connection.prepareStatement(SPENT_AND_HELD);
        PreparedStatement close =
            connection.prepareStatement(
                "update lease set state = 'CLOSED', spent_nanos = ?, held_nanos = ? where id ="
                    + " ?")) {
      sums.setObject(1, open.leaseId);
      try (ResultSet row = sums.executeQuery()) {
        row.next();
        close.setLong(1, row.getLong(1));
        close.setLong(2, row.getLong(2));
        close.setObject(3, open.leaseId);
        close.executeUpdate();
        return new Closed(
            open.leaseId, open.accountId, open.grantedNanos, row.getLong(1), row.getLong(2));
      }
    }
  }

  private static Closed closed(ResultSet row) throws SQLException {
    return new Closed(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getLong(3),
        row.getLong(5),
        row.getLong(6));
  }

  /** All that were left open. */
  List<UUID> open() {
    return ids("select id from lease where state = 'OPEN'");
  }

  /** All that are closed, but not yet at the marketplace. */
  List<UUID> unreported() {
    return ids("select id from lease where state = 'CLOSED' and not reported");
  }

  private List<UUID> ids(String sql) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet rows = select.executeQuery()) {
      var ids = new ArrayList<UUID>();
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
      return ids;
    } catch (SQLException e) {
      throw new IllegalStateException("can't read leases", e);
    }
  }

  private void update(String sql, Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("can't write lease", e);
    }
  }
}
