package dev.hearth.standalone.lifecycle;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.cli.connection.DataOption;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.RunningSupervisor;
import dev.hearth.standalone.process.Leftovers;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearth down}: stops what {@code up} started, and waits for its end. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops Hearth and waits for its end.",
    footer = {"", "Example:", "  hearth down --data /srv/hearth"})
public final class DownCommand implements Callable<Integer> {
  private static final long LONGEST_SECONDS = 90;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private DataOption dataOption = new DataOption();

  @Option(names = "--json", description = "Print {\"stopped\":true}; false if nothing ran.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    var data = new DataFolder(dataOption.folder());
    Optional<RunningSupervisor> running = RunningSupervisor.find(data);
    if (running.isEmpty()) {
      List<String> ended = Leftovers.end(data.run());
      tell(
          out,
          !ended.isEmpty(),
          ended.isEmpty()
              ? "No Hearth runs with its data in " + data.root() + "."
              : "Ended what a killed supervisor left: " + String.join(", ", ended) + ".");
      return 0;
    }
    stop(running.get());
    tell(out, true, "Hearth is stopped.");
    return 0;
  }

  private void tell(PrintWriter out, boolean stopped, String sentence) {
    out.println(json ? JsonObject.builder().put("stopped", stopped).build().print() : sentence);
  }

  private static void stop(RunningSupervisor supervisor) throws InterruptedException {
    Optional<ProcessHandle> process = ProcessHandle.of(supervisor.pid());
    if (process.isEmpty()) {
      return;
    }
    if (!process.get().destroy()) {
      throw new CommandFailure(
          "process %d runs Hearth as another user; stop it as that user."
              .formatted(supervisor.pid()));
    }
    try {
      process.get().onExit().get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new CommandFailure(
          "process %d has not ended after %d s; ./hearth down again ends it at once."
              .formatted(supervisor.pid(), LONGEST_SECONDS),
          e);
    }
  }
}
