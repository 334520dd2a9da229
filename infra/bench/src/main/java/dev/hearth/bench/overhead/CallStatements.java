package dev.hearth.bench.overhead;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A pgbench script of what the runtime's database does for a group of queued calls: three
 * transactions, which accept them, start them and end them.
 */
final class CallStatements {
  private static final long MANY = 1_000_000_000_000L;

  private final int group;
  private final StringBuilder script = new StringBuilder();

  /**
   * Prepares a script.
   *
   * @param group calls that one transaction is for
   */
  CallStatements(int group) {
    this.group = group;
  }

  String script() throws IOException {
    for (int call = 0; call < group; call++) {
      script.append("\\set call").append(call).append(" random(1, ").append(MANY).append(")\n");
    }
    transaction("accept.sql");
    transaction("start.sql");
    transaction("end.sql", "usage.sql");
    return script.toString();
  }

  /** The runtime sends a group's rows without waiting for each; so does a pipeline. */
  private void transaction(String... perCall) throws IOException {
    script.append(resource("lock.sql"));
    script.append("\\startpipeline\n");
    for (String statement : perCall) {
      String text = resource(statement);
      for (int call = 0; call < group; call++) {
        script.append(text.replace(":call:", ":call" + call + ":"));
      }
    }
    script.append("\\endpipeline\n");
    script.append("commit;\n");
  }

  static String resource(String name) throws IOException {
    try (InputStream in = CallStatements.class.getResourceAsStream("/pgbench/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
