package dev.hearth.runtime.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How functions are kept apart on this machine, found out once by trying it. */
sealed interface Isolation {
  /** Sandboxes work, as was observed in one. */
  record Bubblewrap(BubblewrapCommand command, Observed observed) implements Isolation {}

  /** There is no sandbox and the operator trusts the functions. */
  record Trusting(PlainCommand command, String why) implements Isolation {}

  /** Functions can't run here. */
  record Refusing(String why) implements Isolation {}

  /** The filter that workers' system calls go through. */
  default Optional<Path> filter() {
    return this instanceof Bubblewrap(var command, _) ? command.filter() : Optional.empty();
  }

  /**
   * Tries what the configuration allows.
   *
   * @param filter of system calls, where this machine has one
   */
  static Isolation detect(
      NodeConfig config, WorkerUser user, SandboxTrial trial, Optional<Path> filter) {
    var bounds = ProcessBounds.of(config);
    return switch (tried(config, user, bounds, trial, filter)) {
      case Refusing(String why) when config.trustFunctions() ->
          new Trusting(new PlainCommand(user, config.javaHome(), bounds), why);
      case Isolation other -> other;
    };
  }

  private static Isolation tried(
      NodeConfig config,
      WorkerUser user,
      ProcessBounds bounds,
      SandboxTrial trial,
      Optional<Path> filter) {
    Optional<String> program = program(config);
    if (program.isEmpty()) {
      return new Refusing(
          "bubblewrap isn't installed (Debian and Ubuntu: apt-get install bubblewrap)");
    }
    if (!Files.isExecutable(config.javaHome().resolve("bin/java"))) {
      return new Refusing("there is no JDK at " + config.javaHome());
    }
    long scratch = config.scratchSize().asLongValue();
    var command =
        new BubblewrapCommand(
            program.get(), user, config.javaHome(), bounds, scratch, Optional.empty());
    return filter
        .map(file -> judge(command.with(Optional.of(file)), trial))
        .filter(Bubblewrap.class::isInstance)
        .orElseGet(() -> judge(command, trial));
  }

  private static Isolation judge(BubblewrapCommand command, SandboxTrial trial) {
    return switch (trial.run(command)) {
      case SandboxTrial.Outcome.Failed(String why) -> new Refusing(why);
      case SandboxTrial.Outcome.Seen(Observed observed) when observed.waysOut().isEmpty() ->
          new Bubblewrap(command, observed);
      case SandboxTrial.Outcome.Seen(Observed observed) ->
          new Refusing(
              "the sandbox has holes: what runs in it " + String.join(", ", observed.waysOut()));
    };
  }

  private static Optional<String> program(NodeConfig config) {
    return config.bubblewrap().isPresent()
        ? config.bubblewrap().filter(Files::isExecutable).map(Path::toString)
        : Programs.find("bwrap");
  }
}
