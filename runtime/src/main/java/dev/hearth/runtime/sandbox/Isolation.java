package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How functions are kept apart on this machine, found out once by trying it. */
sealed interface Isolation {
  /** Sandboxes work. */
  record Bubblewrap(BubblewrapCommand command) implements Isolation {}

  /** There is no sandbox and the operator trusts the functions. */
  record Trusting(PlainCommand command, String why) implements Isolation {}

  /** Functions can't run here. */
  record Refusing(String why) implements Isolation {}

  /** Tries what the configuration allows. */
  static Isolation detect(NodeConfig config, WorkerUser user, Launcher launcher) {
    var bounds = ProcessBounds.of(config);
    var plain = new PlainCommand(user, config.javaHome(), bounds);
    String why = whyNotBubblewrap(config, user, launcher, bounds);
    if (why.isEmpty()) {
      return new Bubblewrap(bubblewrap(config, user, bounds));
    }
    return config.trustFunctions() ? new Trusting(plain, why) : new Refusing(why);
  }

  private static Optional<String> program(NodeConfig config) {
    return config.bubblewrap().isPresent()
        ? config.bubblewrap().filter(Files::isExecutable).map(Path::toString)
        : Programs.find("bwrap");
  }

  private static BubblewrapCommand bubblewrap(
      NodeConfig config, WorkerUser user, ProcessBounds bounds) {
    return new BubblewrapCommand(
        program(config).orElse("bwrap"),
        user,
        config.javaHome(),
        bounds,
        config.scratchSize().asLongValue());
  }

  private static String whyNotBubblewrap(
      NodeConfig config, WorkerUser user, Launcher launcher, ProcessBounds bounds) {
    if (program(config).isEmpty()) {
      return "bubblewrap isn't installed (Debian and Ubuntu: apt-get install bubblewrap)";
    }
    if (!Files.isExecutable(config.javaHome().resolve("bin/java"))) {
      return "there is no JDK at " + config.javaHome();
    }
    return failure(launcher, bubblewrap(config, user, bounds).probe());
  }

  private static String failure(Launcher launcher, List<String> command) {
    try {
      Process probe = launcher.start(command);
      var output = new OutputTail("sandbox-probe", probe.getInputStream());
      if (!probe.waitFor(30, TimeUnit.SECONDS)) {
        probe.destroyForcibly();
        return "bubblewrap didn't start a JVM within 30 s";
      }
      return probe.exitValue() == 0 ? "" : "bubblewrap doesn't work here: " + output.text();
    } catch (IOException e) {
      return "bubblewrap doesn't start: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted while trying bubblewrap";
    }
  }
}
