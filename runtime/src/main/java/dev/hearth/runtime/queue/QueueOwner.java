package dev.hearth.runtime.queue;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes this runtime the only one that works the queue. An advisory lock, held by a connection of
 * its own, is free the moment its holder dies; the epoch that is counted up behind it fences off a
 * holder that lost its connection but still runs.
 */
@ApplicationScoped
class QueueOwner {
  /** "hearth" in ASCII. */
  private static final long LOCK = 0x686561727468L;

  private static final int VALID_SECONDS = 2;

  private final DataSource database;
  private volatile long epoch = -1;
  private volatile @Nullable Connection holder;

  QueueOwner(DataSource database) {
    this.database = database;
  }

  /** The epoch that this runtime writes under; -1 before it owns the queue. */
  long epoch() {
    return epoch;
  }

  /** Waits until no other runtime works the queue and takes it. */
  void take() throws SQLException {
    Connection connection = database.getConnection();
    try {
      if (!locked(connection, "select pg_try_advisory_lock(?)")) {
        Log.info("another runtime works the queue; waiting for it to end");
        locked(connection, "select pg_advisory_lock(?) is not null");
      }
      epoch = nextEpoch(connection);
      holder = connection;
      Log.infof("queue owned epoch=%d", epoch);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Takes the lock again after the database dropped the connection that held it. */
  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void keep() {
    Connection held = holder;
    try {
      if (held != null && !held.isValid(VALID_SECONDS)) {
        retake(held);
      }
    } catch (SQLException e) {
      Log.warnf("the queue's lock is taken again in 2 s: %s", e.getMessage());
    }
  }

  private void retake(Connection lost) throws SQLException {
    Connection connection = database.getConnection();
    if (locked(connection, "select pg_try_advisory_lock(?)")) {
      // Whoever had it in between has counted the epoch up, so that nothing is written here any
      // more.
      holder = connection;
      lost.close();
      Log.info("queue owned again");
    } else {
      connection.close();
      Log.warn("another runtime holds the queue's lock");
    }
  }

  private static boolean locked(Connection connection, String sql) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(sql)) {
      lock.setLong(1, LOCK);
      try (ResultSet row = lock.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static long nextEpoch(Connection connection) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            insert into scheduler_lease (shard, epoch, holder) values (0, 1, ?)
            on conflict (shard) do update set epoch = scheduler_lease.epoch + 1, holder = excluded.holder
            returning epoch
            """)) {
      upsert.setObject(1, UUID.randomUUID());
      try (ResultSet row = upsert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @PreDestroy
  void release() throws SQLException {
    Connection held = holder;
    if (held != null) {
      held.close();
    }
  }
}
