package dev.hearth.standalone.lifecycle;

import dev.hearth.sdk.cli.connection.Access;
import dev.hearth.sdk.cli.connection.DataOption;
import dev.hearth.sdk.json.Json;
import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.InstallationLock;
import dev.hearth.standalone.install.ProgramCopy;
import dev.hearth.standalone.install.RunningSupervisor;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearth up}: starts everything, or attaches to what runs. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts PostgreSQL, marketplace, runtime and the example functions, and keeps them running.",
      "Ctrl-C ends them. Where Hearth runs already, this shows it and follows it."
    },
    footer = {
      "",
      "Examples:",
      "  hearth up",
      "  hearth up --detach --data /srv/hearth --api-port 0",
      "  hearth up --detach --json | jq -r .keys.creator"
    })
public final class UpCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private DataOption dataOption = new DataOption();
  @Mixin private UpOptions options = new UpOptions();

  @Option(names = "--detach", description = "Return when it is ready; ./hearth down stops it.")
  private boolean detach;

  @Option(
      names = "--json",
      description = "With --detach: print api, console, keys, tls and data; progress to stderr.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var command = Objects.requireNonNull(spec).commandLine();
    if (json && !detach) {
      throw new ParameterException(command, "--json goes with --detach");
    }
    PrintWriter out = json ? command.getErr() : command.getOut();
    var data = new DataFolder(dataOption.folder());
    ProgramCopy program = ProgramCopy.launched();
    data.create();
    Optional<InstallationLock> lock = InstallationLock.tryTake(data);
    if (lock.isEmpty()) {
      return attach(data, program, out);
    }
    try (var _ = lock.get()) {
      if (!detach) {
        return new Supervisor(data, program, options, out)
            .run(access -> announce(out, Summary.of(access, data)));
      }
    }
    return startDetached(data, program, out);
  }

  private static void announce(PrintWriter out, String summary) {
    out.println(summary);
    out.println("Ctrl-C ends it.");
    out.flush();
  }

  private int attach(DataFolder data, ProgramCopy program, PrintWriter out)
      throws IOException, InterruptedException {
    var follower = new Follower(data, out);
    out.println("Hearth runs already with its data in " + data.root() + ".");
    out.flush();
    follower.awaitReady(() -> isRunning(data));
    summarise(follower, data, program);
    if (options.tls() && Access.read(data.root()).map(Access::tls).isEmpty()) {
      out.println("It was started without --tls; ./hearth down first to start it with TLS.");
      out.flush();
    }
    if (options.device != null) {
      out.println("Its device was chosen at its start; ./hearth down first to choose another.");
      out.flush();
    }
    Optional<RunningSupervisor> running = RunningSupervisor.find(data);
    if (!detach && running.isPresent()) {
      out.println("Following it; Ctrl-C leaves it running, ./hearth down stops it.");
      out.flush();
      follower.awaitEnd(running.get());
    }
    return 0;
  }

  private void summarise(Follower follower, DataFolder data, ProgramCopy program)
      throws IOException {
    if (json) {
      Access access = Access.read(data.root()).orElseThrow();
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      out.println(access.toJson().with("data", Json.of(data.root().toString())).print());
      out.flush();
    } else {
      follower.summarise(program);
    }
  }

  /** The supervisor writes its state a moment after it took the lock. */
  private static boolean isRunning(DataFolder data) {
    try {
      Optional<InstallationLock> free = InstallationLock.tryTake(data);
      if (free.isPresent()) {
        free.get().close();
      }
      return free.isEmpty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private int startDetached(DataFolder data, ProgramCopy program, PrintWriter out)
      throws IOException, InterruptedException {
    var detached = new DetachedSupervisor(data, program);
    var follower = new Follower(data, out);
    Process process = detached.start(options);
    try {
      follower.awaitReady(process::isAlive);
    } catch (InterruptedException e) {
      process.destroy();
      throw e;
    } catch (dev.hearth.sdk.cli.connection.CommandFailure e) {
      if (!follower.showedAnything()) {
        LogTail.last(detached.output(), 25).forEach(out::println);
        out.flush();
      }
      throw e;
    }
    summarise(follower, data, program);
    out.println("./hearth down stops it; its logs are in " + data.log() + ".");
    out.flush();
    return 0;
  }
}
