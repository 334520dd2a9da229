package dev.hearth.sdk.cli.dev;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth dev}: runs one function on this machine and follows its sources. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    description =
        "Builds the function in DIR and serves it on this machine, with a page that has its form;"
            + " builds again when a source changes. Ctrl-C ends it.",
    footer = {
      "",
      "Examples:",
      "  hearth dev",
      "  hearth dev night-sky --port 0 --secret TOKEN=abc"
    })
public final class DevCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = ".",
      description = "A function project.")
  private Path directory = Path.of(".");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8090",
      description = "Port of the page on 127.0.0.1; 0 for any that is free. Default: 8090.")
  private int port;

  @Option(
      names = "--secret",
      paramLabel = "NAME=VALUE",
      description = "A secret for the function; may stand several times.")
  private Map<String, String> secrets = new TreeMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec);
    if (port < 0 || port > 65_535) {
      throw new ParameterException(
          command.commandLine(), "a port is 0 to 65535, not " + port + ".");
    }
    Path project = directory.toAbsolutePath().normalize();
    if (!Files.isRegularFile(project.resolve("pom.xml"))) {
      throw new CommandFailure(project + " has no pom.xml; hearth init makes a project.");
    }
    System.setProperty("slf4j.internal.verbosity", "ERROR"); // of the schema validator
    run(project, command.commandLine().getOut());
    return 0;
  }

  private void run(Path project, PrintWriter out) throws IOException, InterruptedException {
    var log = new DevLog(out);
    var watch = new SourceWatch(project);
    var running = new DevProject(project, secrets, log);
    try (var server = DevServer.start(port, running, log)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(running)));
      log.add("INFO", "%s at %s; Ctrl-C ends it".formatted(project.getFileName(), server.url()));
      log.add("INFO", "not in a sandbox: the function runs with your rights and your network");
      while (true) {
        running.renew();
        watch.awaitChange();
        log.add("INFO", "a source has changed");
      }
    } finally {
      running.close();
    }
  }

  private static void end(DevProject running) {
    try {
      running.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
