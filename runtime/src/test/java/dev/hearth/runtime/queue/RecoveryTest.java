package dev.hearth.runtime.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.call.CallRunner;
import dev.hearth.runtime.credit.Credit;
import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.Pictures;
import dev.hearth.runtime.harness.TestFunction;
import dev.hearth.runtime.pool.Work;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a restart of the runtime, or of the database under it, must not lose. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RecoveryTest extends QueueFixture {
  @Inject DataSource database;
  @Inject CallRunner runner;
  @Inject Committer committer;
  @Inject RequestReader reader;
  @Inject QueueOwner owner;
  @Inject Credit credit;
  @Inject QueueConfig config;
  @Inject @VirtualThreads ExecutorService threads;

  @Inject io.agroal.api.AgroalDataSource pool;

  private RequestState state(UUID id, Member caller) {
    return reader.find(id, caller.id()).orElseThrow().state();
  }

  private void awaitAll(List<UUID> ids, Member caller, RequestState state) throws Exception {
    for (UUID id : ids) {
      Await.until(id + " is " + state, () -> state(id, caller) == state);
    }
  }

  @Test
  void requestsThatWereOpenRunInOrderAfterARestartAndAreChargedOnce() throws Exception {
    Member caller = marketplace.developer("1");
    pools.script(work -> work.listener().started(Hints.NONE));
    List<UUID> ids =
        IntStream.range(0, 50)
            .mapToObj(
                _ ->
                    requests.submit(
                        calls.hinted(caller, TestFunction.STRICT, "{\"prompt\":\"cat\"}", "lora:a"),
                        "normal"))
            .toList();
    Await.until("some run", () -> state(ids.getFirst(), caller) == RequestState.RUNNING);

    // A new process takes over: it returns the credit and forgets the backlog of the old one.
    List<Work> old = pools.openWork();
    credit.recover();
    pools.script(pools::echo);
    var restarted = new Backlog(runner, committer, reader, owner, credit, config, threads);
    int before = pools.seen().size();
    restarted.recover();
    try {
      awaitAll(ids, caller, RequestState.SUCCEEDED);
      List<UUID> order =
          pools.seen().stream().skip(before).map(Work::requestId).filter(ids::contains).toList();
      assertEquals(ids.subList(0, 8), order.subList(0, 8));
      assertEquals(50, order.size());
      assertTrue(pools.seen().stream().allMatch(work -> work.hint().equals("lora:a")));
      Await.until(
          "each is charged once",
          () -> marketplace.balance(caller) == 1_000_000_000 - 50 * 1_000_000);
      assertEquals(50, marketplace.events(caller).size());
      assertTrue(
          marketplace.events(caller).stream()
              .allMatch(event -> event.get("afterClose").asBoolean()));
      assertEquals(0, marketplace.reserved(caller));

      // What the old process still says comes too late.
      old.forEach(work -> work.listener().ended(new WorkOutcome.Cancelled()));
      Await.until(
          "the old backlog is empty",
          () -> ids.stream().allMatch(id -> requests.ended(id, caller.id()).isEmpty()));
      awaitAll(ids, caller, RequestState.SUCCEEDED);
      assertEquals(50, marketplace.events(caller).size());
    } finally {
      restarted.stop();
    }
  }

  @Test
  void failureAfterARestartGivesItsHoldBack() throws Exception {
    Member caller = marketplace.developer("1");
    pools.keep();
    UUID id = requests.submit(calls.call(caller, TestFunction.DEAR, "{}"), "normal");
    List<Work> old = pools.openWork();
    credit.recover();
    Await.until("held", () -> marketplace.reserved(caller) == 1_000_000_000);
    var restarted = new Backlog(runner, committer, reader, owner, credit, config, threads);
    restarted.recover();
    try {
      restarted.cancel(id);
      awaitAll(List.of(id), caller, RequestState.CANCELLED);
      Await.until("free again", () -> marketplace.reserved(caller) == 0);
      assertEquals(1_000_000_000, marketplace.balance(caller));
    } finally {
      old.forEach(work -> work.listener().ended(new WorkOutcome.Cancelled()));
      restarted.stop();
    }
  }

  @Test
  void pictureThatGrewSinceItsHoldWasNarrowedIsNotServedAtALoss() throws Exception {
    Member caller = marketplace.developer("1");
    pools.keep();
    String input = "{\"image_url\":\"" + Pictures.pngDataUri(100, 100) + "\"}";
    UUID id = requests.submit(calls.call(caller, TestFunction.UPSCALE, input), "normal");
    Await.until("prepared", () -> !pools.openWork().isEmpty());
    List<Work> old = pools.openWork();
    credit.recover();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("update request set hold_nanos = 100 where id = '" + id + "'");
    }
    var restarted = new Backlog(runner, committer, reader, owner, credit, config, threads);
    restarted.recover();
    try {
      awaitAll(List.of(id), caller, RequestState.FAILED);
      assertEquals(
          "max_cost_exceeded",
          reader.find(id, caller.id()).flatMap(RequestView::ending).orElseThrow().errorType());
    } finally {
      old.forEach(work -> work.listener().ended(new WorkOutcome.Cancelled()));
      restarted.stop();
    }
  }

  @Test
  void databaseThatDropsEveryConnectionLosesNothing() throws Exception {
    Member caller = marketplace.developer("1");
    pools.reset();
    var results = new ArrayList<Future<UUID>>();
    for (int i = 0; i < 200; i++) {
      var call = calls.call(caller, TestFunction.STRICT, "{\"prompt\":\"cat\"}");
      boolean direct = i % 4 == 0;
      results.add(
          threads.submit(
              () -> {
                if (direct) {
                  requests.run(call, new DirectCaller());
                  return call.requestId();
                }
                return requests.submit(call, "normal");
              }));
      if (i % 40 == 20) {
        dropConnections();
      }
    }
    var accepted = new ArrayList<UUID>();
    for (Future<UUID> result : results) {
      try {
        accepted.add(result.get());
      } catch (ExecutionException e) {
        // Refused before it was accepted, as when the lease couldn't be written: nothing is owed.
        assertTrue(e.getCause() instanceof RuntimeException);
      }
    }
    // How many were refused meanwhile depends on the machine; that some were not is the point.
    assertTrue(accepted.size() > 20, "accepted " + accepted.size());
    for (UUID id : accepted) {
      Await.until(
          id + " succeeded",
          () ->
              count("select count(*) from request where state = 'SUCCEEDED' and id = '" + id + "'")
                  == 1);
    }
    assertEquals(
        accepted.size(),
        count("select count(*) from request where account_id = '" + caller.id() + "'"));
    Await.until(
        "each is charged once",
        () -> marketplace.balance(caller) == 1_000_000_000L - accepted.size() * 1_000_000L);
    Await.until(
        "lock is held again",
        () -> count("select count(*) from pg_locks where locktype = 'advisory' and granted") == 1);
  }

  /** As a restart of the database does; over a connection that isn't the pool's. */
  private void dropConnections() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where pid <> pg_backend_pid() and backend_type = 'client backend'");
    }
  }

  private String url() {
    return pool.getConfiguration()
        .connectionPoolConfiguration()
        .connectionFactoryConfiguration()
        .jdbcUrl();
  }

  private int count(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void secondRuntimeWaitsForTheFirst() throws Exception {
    var second = new QueueOwner(database);
    Future<Long> taken =
        threads.submit(
            () -> {
              second.take();
              return second.epoch();
            });
    Await.until(
        "it waits",
        () ->
            count("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                == 1);
    assertEquals(-1, second.epoch());
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and not"
              + " granted");
    }
    assertThrows(ExecutionException.class, taken::get);
  }

  @Test
  void terminalRowsNeverChange() throws Exception {
    Member caller = marketplace.developer("1");
    UUID id =
        requests.submit(calls.call(caller, TestFunction.STRICT, "{\"prompt\":\"cat\"}"), "normal");
    awaitAll(List.of(id), caller, RequestState.SUCCEEDED);
    assertThrows(
        SQLException.class,
        () -> {
          try (Connection connection = database.getConnection();
              Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                "update request set state = 'FAILED', charge_nanos = 0 where id = '" + id + "'");
          }
        });
  }
}
