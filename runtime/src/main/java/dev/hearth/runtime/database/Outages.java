package dev.hearth.runtime.database;

import io.quarkus.logging.Log;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tells a database that is away for a while from one that refuses, and waits for it. */
public final class Outages {
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  /**
   * SQL states that pass: connection exceptions, rolled back by deadlock or serialization,
   * shutdown, too many connections.
   */
  private static final List<String> PASSING = List.of("08", "40", "57P", "53300");

  private Outages() {}

  /** Something done in the database. */
  public interface Action {
    void run() throws SQLException;
  }

  /**
   * Does an action again and again, with growing pauses, while the database can't be reached.
   * Whether it was done is unknown after a failure, so it must be one that may be repeated.
   * Blocking.
   *
   * @param what waits, for the log
   * @throws SQLException that would come again
   */
  public static void outlast(String what, Action action) throws SQLException, InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        action.run();
        return;
      } catch (SQLException e) {
        if (!passes(e)) {
          throw e;
        }
        Log.warnf("%s wait %d ms for the database: %s", what, pause, e.getMessage());
      }
      TimeUnit.MILLISECONDS.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private static boolean passes(SQLException e) {
    String state = e.getSQLState();
    return state == null || PASSING.stream().anyMatch(state::startsWith);
  }
}
