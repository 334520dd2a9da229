package dev.hearth.runtime.credit;

import dev.hearth.runtime.marketplace.Marketplace;
import dev.hearth.runtime.marketplace.api.LeaseGrant;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Opens and closes leases: with the marketplace, and as rows that survive this process. A close is
 * first decided here, under the row's lock, and then reported until the marketplace has it.
 */
@ApplicationScoped
public class LeaseDesk {
  private static final String SPENT_AND_HELD =
      """
      select coalesce(sum(charge_nanos) filter (where state not in ('QUEUED', 'RUNNING')), 0),
             coalesce(sum(hold_nanos) filter (where state in ('QUEUED', 'RUNNING')), 0)
      from request where lease_id = ?
      """;

  private final Marketplace marketplace;
  private final CreditConfig config;
  private final DataSource database;

  LeaseDesk(Marketplace marketplace, CreditConfig config, DataSource database) {
    this.marketplace = marketplace;
    this.config = config;
    this.database = database;
  }

  private record Figures(UUID leaseId, long spentNanos, long heldNanos) {}

  /** A new lease that covers the amount; empty when the account's funds don't. */
  Optional<Lease> open(UUID accountId, long nanos) {
    UUID id = UUID.randomUUID();
    long ahead = Math.multiplyExact(nanos, (long) config.callsAhead());
    return marketplace
        .openLease(id, accountId, nanos, Math.max(ahead, config.sliceNanos()))
        .map(grant -> insert(id, accountId, grant));
  }

  private Lease insert(UUID id, UUID accountId, LeaseGrant grant) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into lease (id, account_id, granted_nanos) values (?, ?, ?)")) {
      insert.setObject(1, id);
      insert.setObject(2, accountId);
      insert.setLong(3, grant.getGrantedNanos());
      insert.executeUpdate();
    } catch (SQLException e) {
      marketplace.closeLease(id, 0, 0);
      throw new IllegalStateException("can't record lease " + id, e);
    }
    return new Lease(
        id, grant.getGrantedNanos(), Instant.now().plusSeconds(grant.getTermSeconds()));
  }

  /** Closes a lease in which nothing but rows holds any more. */
  void close(UUID leaseId) {
    Figures figures = decide(leaseId);
    try {
      report(figures);
    } catch (RuntimeException e) {
      Log.warnf("lease=%s closed, not yet reported: %s", leaseId, e.getMessage());
    }
  }

  private Figures decide(UUID leaseId) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Figures figures = decide(connection, leaseId);
        connection.commit();
        return figures;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("can't close lease " + leaseId, e);
    }
  }

  private static Figures decide(Connection connection, UUID leaseId) throws SQLException {
    try (PreparedStatement lock =
            connection.prepareStatement("select state from lease where id = ? for update");
        PreparedStatement sums = connection.prepareStatement(SPENT_AND_HELD);
        PreparedStatement close =
            connection.prepareStatement(
                """
                update lease set state = 'CLOSED', spent_nanos = ?, held_nanos = ?
                where id = ? and state = 'OPEN'
                """)) {
      lock.setObject(1, leaseId);
      lock.executeQuery().close();
      sums.setObject(1, leaseId);
      try (ResultSet row = sums.executeQuery()) {
        row.next();
        var figures = new Figures(leaseId, row.getLong(1), row.getLong(2));
        close.setLong(1, figures.spentNanos);
        close.setLong(2, figures.heldNanos);
        close.setObject(3, leaseId);
        close.executeUpdate();
        return figures;
      }
    }
  }

  private void report(Figures figures) {
    marketplace.closeLease(figures.leaseId, figures.spentNanos, figures.heldNanos);
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update lease set reported = true where id = ?")) {
      update.setObject(1, figures.leaseId);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("can't mark lease " + figures.leaseId, e);
    }
  }

  /** Closes the leases that an earlier process left open. */
  void closeLeftOpen() {
    for (Figures lease : select("state = 'OPEN'")) {
      close(lease.leaseId);
    }
  }

  /** Reports closes that the marketplace doesn't have yet. */
  void reportAgain() {
    for (Figures figures : select("state = 'CLOSED' and not reported")) {
      report(figures);
    }
  }

  private List<Figures> select(String condition) {
    var found = new ArrayList<Figures>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select id, spent_nanos, held_nanos from lease where " + condition);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(new Figures(rows.getObject(1, UUID.class), rows.getLong(2), rows.getLong(3)));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("can't read leases", e);
    }
  }
}
