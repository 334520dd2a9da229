package dev.hearth.runtime.queue;

import dev.hearth.runtime.database.Outages;
import dev.hearth.runtime.queue.Write.LeaseClosedException;
import dev.hearth.runtime.usage.UsageSignal;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Quarkus;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;

/**
 * Writes requests in groups: one thread takes what has come since its last commit and commits it as
 * one transaction, so that calls share the cost of a sync to disk. Every transaction first locks
 * its leases against closing and checks that this runtime still owns the queue. When a group fails,
 * its writes are tried one by one, so that a bad one doesn't take others with it.
 */
@ApplicationScoped
class Committer {
  private static final int GROUP = 256;
  private static final int WAITING = 100_000;
  private static final String CONNECTION_FAILURE = "08006";

  private final DataSource database;
  private final QueueOwner owner;
  private final UsageSignal usage;
  private final BlockingQueue<Write> waiting = new LinkedBlockingQueue<>(WAITING);
  private final Thread thread;

  Committer(DataSource database, QueueOwner owner, UsageSignal usage) {
    this.database = database;
    this.owner = owner;
    this.usage = usage;
    this.thread = Thread.ofPlatform().daemon().name("request-committer").start(this::loop);
  }

  /**
   * Hands in a write; its future tells when it is committed.
   *
   * @throws CallException with {@code TOO_MANY_REQUESTS} when too many wait
   */
  void add(Write write) {
    if (!waiting.offer(write)) {
      throw new CallException(
          ErrorCode.TOO_MANY_REQUESTS, "too many requests wait to be written; try again");
    }
  }

  private void loop() {
    var group = new ArrayList<Write>(GROUP);
    try {
      while (true) {
        group.clear();
        group.add(waiting.take());
        waiting.drainTo(group, GROUP - 1);
        commit(group);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Commits a group, again and again while the database can't be reached. */
  private void commit(List<Write> group) throws InterruptedException {
    try {
      // Every write is one that may be repeated.
      Outages.outlast("requests", () -> transact(group));
    } catch (SQLException | RuntimeException e) {
      apart(group, e);
    }
  }

  /** Finds the write that makes a group fail. */
  private void apart(List<Write> group, Exception cause) throws InterruptedException {
    if (group.size() == 1) {
      group.getFirst().done().completeExceptionally(cause);
      return;
    }
    for (Write write : group) {
      commit(List.of(write));
    }
  }

  private void transact(List<Write> group) throws SQLException {
    List<Runnable> afterCommit;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        checkOwner(connection);
        afterCommit = written(connection, group);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
    afterCommit.forEach(Runnable::run);
  }

  private List<Runnable> written(Connection connection, List<Write> group) throws SQLException {
    try {
      return new Group(connection, group).write();
    } catch (AssertionError e) {
      // The driver's answer to a connection that closes within a batch; this thread must outlive
      // it.
      throw new SQLException("the connection closed within a batch", CONNECTION_FAILURE, e);
    }
  }

  private void checkOwner(Connection connection) throws SQLException {
    if (RequestSql.lockEpoch(connection) != owner.epoch()) {
      Log.fatal("another runtime has taken over the queue; this one ends");
      Quarkus.asyncExit(1);
      throw new IllegalStateException("another runtime has taken over the queue");
    }
  }

  /** One transaction's writes, sorted by kind. */
  private final class Group {
    private final Connection connection;
    private final List<Write> writes;
    private final Map<UUID, Boolean> leases;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Map<UUID, Boolean> usageByRequest = new HashMap<>();

    Group(Connection connection, List<Write> writes) throws SQLException {
      this.connection = connection;
      this.writes = writes;
      this.leases =
          RequestSql.lockLeases(
              connection,
              writes.stream().map(Write::leaseId).flatMap(Optional::stream).distinct().toList());
    }

    List<Runnable> write() throws SQLException {
      accept();
      direct();
      started();
      shrink();
      end();
      RequestSql.insertUsage(connection, usageByRequest);
      if (!usageByRequest.isEmpty()) {
        afterCommit.add(usage::raise);
      }
      return afterCommit;
    }

    private boolean open(Write write) {
      return write.leaseId().map(lease -> leases.getOrDefault(lease, false)).orElse(true);
    }

    private boolean refuseWhenClosed(Write write) {
      if (open(write)) {
        return false;
      }
      var closed = new LeaseClosedException(write.leaseId().orElse(null));
      afterCommit.add(() -> write.done().completeExceptionally(closed));
      return true;
    }

    private void accept() throws SQLException {
      var fresh = new ArrayList<NewRequest>();
      for (Write write : writes) {
        if (write instanceof Write.Accept accept && !refuseWhenClosed(accept)) {
          fresh.add(accept.request());
          afterCommit.add(() -> accept.done().complete(true));
        } else if (write instanceof Write.AcceptOnce once && !refuseWhenClosed(once)) {
          Write.KeyUse use = RequestSql.useKey(connection, once);
          if (use.fresh()) {
            fresh.add(once.request());
          }
          afterCommit.add(() -> once.done().complete(use));
        }
      }
      RequestSql.insertQueued(connection, fresh);
    }

    private void direct() throws SQLException {
      var ended = new ArrayList<Write.Direct>();
      for (Write write : writes) {
        if (write instanceof Write.Direct direct && !refuseWhenClosed(direct)) {
          ended.add(direct);
          if (direct.request().leaseId().isPresent() && direct.ending().chargeNanos() > 0) {
            usageByRequest.put(direct.request().call().requestId(), false);
          }
          afterCommit.add(() -> direct.done().complete(true));
        }
      }
      RequestSql.insertEnded(connection, ended);
    }

    private void started() throws SQLException {
      var started = new ArrayList<Write.Started>();
      for (Write write : writes) {
        if (write instanceof Write.Started start) {
          started.add(start);
          afterCommit.add(() -> start.done().complete(true));
        }
      }
      RequestSql.markStarted(connection, started);
    }

    private void shrink() throws SQLException {
      for (Write write : writes) {
        if (write instanceof Write.Shrink shrink) {
          boolean done = open(shrink) && RequestSql.shrink(connection, shrink);
          afterCommit.add(() -> shrink.done().complete(done));
        }
      }
    }

    private void end() throws SQLException {
      var ends = new ArrayList<Write.End>();
      for (Write write : writes) {
        if (write instanceof Write.End end) {
          ends.add(end);
        }
      }
      boolean[] first = RequestSql.end(connection, ends);
      for (int i = 0; i < first.length; i++) {
        Write.End end = ends.get(i);
        boolean won = first[i];
        if (won && end.leaseId().isPresent()) {
          usageByRequest.put(end.requestId(), !open(end));
        }
        afterCommit.add(() -> end.done().complete(won));
      }
    }
  }

  @PreDestroy
  void stop() {
    thread.interrupt();
  }
}
