package dev.hearth.bench.overhead;

import dev.hearth.bench.machine.Database;
import dev.hearth.bench.machine.Installation;
import dev.hearth.bench.plan.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The yardstick of a queued call: PostgreSQL's own benchmark, running the statements that queued
 * calls need in the installation's database, on tables of the same form. As in the runtime, one
 * connection writes for all callers, a call of each in a group.
 */
final class PgBench {
  private static final Pattern GROUPS_PER_SECOND = Pattern.compile("tps = ([0-9.]+)");
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin"), Path.of("/usr/local/bin"), Path.of("/opt/homebrew/bin"));

  private final Installation installation;
  private final Settings settings;

  PgBench(Installation installation, Settings settings) {
    this.installation = installation;
    this.settings = settings;
  }

  /** Calls per second at a number of connections. */
  record Cell(int connections, double callsPerSecond) {}

  /** Measures at each number of connections; empty where pgbench is not installed. */
  List<Cell> run() throws IOException, InterruptedException {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      return List.of();
    }
    Database database = Database.of(installation);
    Path script = Files.createTempFile("call", ".sql");
    List<Cell> cells = new ArrayList<>();
    database.execute(CallStatements.resource("create.sql"));
    try {
      for (int connections : settings.connections()) {
        Files.writeString(script, new CallStatements(connections).script());
        cells.add(
            new Cell(connections, callsPerSecond(program.get(), database, script, connections)));
      }
    } finally {
      database.execute(CallStatements.resource("drop.sql"));
      Files.delete(script);
    }
    return cells;
  }

  private double callsPerSecond(Path program, Database database, Path script, int connections)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("pgbench", ".txt");
    var builder =
        new ProcessBuilder(
                program.toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--file=" + script,
                "--client=1",
                "--time=" + Math.max(1, settings.measured().toSeconds()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(database.environment());
    int status = builder.start().waitFor();
    String text = Files.readString(output);
    Files.delete(output);
    Matcher matcher = GROUPS_PER_SECOND.matcher(text);
    if (status != 0 || !matcher.find()) {
      throw new IOException("pgbench failed: " + text);
    }
    return connections * Double.parseDouble(matcher.group(1));
  }

  private static Optional<Path> program() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.concat(Stream.of(path.split(":")).map(Path::of), PLACES.stream())
        .map(folder -> folder.resolve("pgbench"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
