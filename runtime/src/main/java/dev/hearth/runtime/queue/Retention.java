package dev.hearth.runtime.queue;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Empties and deletes requests whose time is over. Usage events stay. */
@ApplicationScoped
class Retention {
  private final DataSource database;
  private final QueueConfig config;

  Retention(DataSource database, QueueConfig config) {
    this.database = database;
    this.config = config;
  }

  @Scheduled(every = "1h", delayed = "2m")
  @RunOnVirtualThread
  void purge() {
    try {
      run(
          """
          update request set input = null, response_body = null, logs = null,
            runner_hint = null, runner_hints = null
          where finished_at < now() - make_interval(secs => ?) and input is not null
          """,
          config.payloadRetention());
      run(
          "delete from request where finished_at < now() - make_interval(secs => ?)",
          config.requestRetention());
      run(
          "delete from idempotency where created_at < now() - make_interval(secs => ?)",
          config.requestRetention());
    } catch (SQLException e) {
      Log.warn("old requests are purged again in an hour", e);
    }
  }

  private void run(String sql, Duration age) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setDouble(1, (double) age.toSeconds());
      statement.executeUpdate();
    }
  }
}
