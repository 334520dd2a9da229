package dev.hearth.bench.overhead;

import dev.hearth.bench.machine.Database;
import dev.hearth.bench.machine.Installation;
import dev.hearth.bench.plan.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
 * The yardstick of a queued call: PostgreSQL's own benchmark, running the statements that a queued
 * call needs in the installation's database, on tables of the same form.
 */
final class PgBench {
  private static final Pattern CALLS_PER_SECOND = Pattern.compile("tps = ([0-9.]+)");
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
    database.execute(resource("create.sql"));
    try {
      Files.writeString(script, resource("call.sql"), StandardCharsets.UTF_8);
      for (int connections : settings.connections()) {
        cells.add(
            new Cell(connections, callsPerSecond(program.get(), database, script, connections)));
      }
    } finally {
      database.execute(resource("drop.sql"));
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
                "--client=" + connections,
                "--time=" + Math.max(1, settings.measured().toSeconds()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(database.environment());
    int status = builder.start().waitFor();
    String text = Files.readString(output);
    Files.delete(output);
    Matcher matcher = CALLS_PER_SECOND.matcher(text);
    if (status != 0 || !matcher.find()) {
      throw new IOException("pgbench failed: " + text);
    }
    return Double.parseDouble(matcher.group(1));
  }

  private static Optional<Path> program() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.concat(Stream.of(path.split(":")).map(Path::of), PLACES.stream())
        .map(folder -> folder.resolve("pgbench"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PgBench.class.getResourceAsStream("/pgbench/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
