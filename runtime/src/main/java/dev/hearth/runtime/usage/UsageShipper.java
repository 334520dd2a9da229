package dev.hearth.runtime.usage;

import dev.hearth.runtime.marketplace.Marketplace;
import dev.hearth.runtime.marketplace.api.UsageEvent;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings usage events from the outbox to the marketplace: at once when some are committed, again
 * with growing pauses while it can't be reached. A resend changes nothing there. Events that came
 * after their lease was closed wait until the marketplace has the close.
 */
@ApplicationScoped
class UsageShipper {
  private static final int BATCH = 500;
  private static final long IDLE_MILLIS = 5_000;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final DataSource database;
  private final Marketplace marketplace;
  private final UsageSignal signal;
  private @Nullable Thread thread;

  UsageShipper(DataSource database, Marketplace marketplace, UsageSignal signal) {
    this.database = database;
    this.marketplace = marketplace;
    this.signal = signal;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofVirtual().name("usage-shipper").start(this::loop);
  }

  private void loop() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (true) {
        try {
          while (shipBatch()) {
            pause = FIRST_PAUSE_MILLIS;
          }
          signal.await(IDLE_MILLIS);
        } catch (SQLException | RuntimeException e) {
          Log.warnf("usage events wait, next try in %d ms: %s", pause, e.getMessage());
          TimeUnit.MILLISECONDS.sleep(pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ships one batch; false when none waits. */
  private boolean shipBatch() throws SQLException {
    List<UsageEvent> events = next();
    if (events.isEmpty()) {
      return false;
    }
    post(events);
    markShipped(events);
    return true;
  }

  /** Posts events; when one is refused, the others are posted without it. */
  private void post(List<UsageEvent> events) {
    if (marketplace.recordUsage(events)) {
      return;
    }
    if (events.size() == 1) {
      Log.errorf("usage event is refused and lost to the ledger: %s", events.getFirst());
      return;
    }
    int half = events.size() / 2;
    post(events.subList(0, half));
    post(events.subList(half, events.size()));
  }

  private List<UsageEvent> next() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                select e.* from usage_event e join lease l on l.id = e.lease_id
                where not e.shipped and (not e.after_close or l.reported)
                order by e.finished_at limit ?
                """)) {
      select.setInt(1, BATCH);
      var events = new ArrayList<UsageEvent>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.add(event(row));
        }
      }
      return events;
    }
  }

  private static UsageEvent event(ResultSet row) throws SQLException {
    var event = new UsageEvent();
    event.setRequestId(row.getObject("request_id", UUID.class));
    event.setLeaseId(row.getObject("lease_id", UUID.class));
    event.setAccountId(row.getObject("account_id", UUID.class));
    event.setOwnerAccountId(row.getObject("owner_account_id", UUID.class));
    event.setFunction(row.getString("function"));
    event.setVersion(row.getString("version"));
    event.setPriceVersion(row.getLong("price_version"));
    event.setUnitPriceNanos(row.getLong("unit_price_nanos"));
    event.setMicroUnits(row.getLong("micro_units"));
    event.setChargeNanos(row.getLong("charge_nanos"));
    event.setHoldNanos(row.getLong("hold_nanos"));
    event.setAfterClose(row.getBoolean("after_close"));
    event.setOutcome(row.getString("outcome"));
    event.setFinishedAt(row.getObject("finished_at", OffsetDateTime.class));
    return event;
  }

  private void markShipped(List<UsageEvent> events) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update usage_event set shipped = true where request_id = any (?)")) {
      Object[] ids = events.stream().map(UsageEvent::getRequestId).toArray();
      update.setArray(1, connection.createArrayOf("uuid", ids));
      update.executeUpdate();
    }
  }

  @PreDestroy
  void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
