package dev.hearth.standalone.process;

import dev.hearth.standalone.install.Account;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a child process is.
 *
 * @param name names its log and its pid file
 * @param environment all of it: nothing is inherited
 * @param account who it runs as; the supervisor's own user if empty
 * @param view where it finds its folders
 * @param ending how it is ended
 */
public record ChildSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Optional<Account> account,
    FolderView view,
    Ending ending) {
  public ChildSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * How a process is ended.
   *
   * @param signal asks it to end
   * @param orphanSignal what the kernel sends it when the supervisor dies
   * @param grace how long it may take before it is killed
   */
  public record Ending(String signal, String orphanSignal, Duration grace) {}

  /**
   * The command line that starts it: in a session of its own, so that Ctrl-C on a terminal reaches
   * the supervisor alone; and with a death signal, so that it never outlives the supervisor.
   */
  List<String> commandLine() {
    var line = new CommandLineBuilder();
    line.add("setsid");
    if (!view.binds().isEmpty()) {
      line.add("unshare", "--mount", "--", "sh", "-c", BINDS, "sh");
      line.add(Integer.toString(view.binds().size()));
      view.binds().forEach(bind -> line.add(bind.folder().toString(), bind.place().toString()));
    }
    line.add("setpriv", "--pdeathsig", ending.orphanSignal());
    account.ifPresent(
        to -> line.add("--reuid=" + to.uid(), "--regid=" + to.gid(), "--clear-groups"));
    line.add("--");
    line.addAll(command);
    return line.words();
  }

  /** A process of this kind, not started. */
  public ProcessBuilder toBuilder() {
    var builder = new ProcessBuilder(commandLine());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /** Binds as many pairs as its first argument says, then becomes the rest. */
  private static final String BINDS =
      "n=$1; shift; while [ \"$n\" -gt 0 ]; do mount --bind \"$1\" \"$2\" || exit 1;"
          + " shift 2; n=$((n - 1)); done; exec \"$@\"";
}
