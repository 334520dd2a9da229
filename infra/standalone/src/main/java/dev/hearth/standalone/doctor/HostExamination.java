package dev.hearth.standalone.doctor;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.PortChoice;
import dev.hearth.standalone.install.Ports;
import dev.hearth.standalone.install.RunningSupervisor;
import dev.hearth.standalone.postgres.PostgresBinaries;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the supervisor needs of the machine. */
final class HostExamination {
  private static final long GIB = 1L << 30;
  private static final long TOO_LITTLE_BYTES = GIB / 2;
  private static final long LITTLE_BYTES = 5 * GIB;

  private static final List<String> VERSION = List.of("--version");
  private static final List<Program> PROGRAMS =
      List.of(
          new Program("setsid", VERSION, "it starts the services", true),
          new Program("setpriv", VERSION, "it starts the services", true),
          new Program("unshare", VERSION, "it starts the services", true),
          new Program("prlimit", VERSION, "it bounds workers", true),
          new Program("bwrap", VERSION, "it makes the sandbox of functions", true),
          new Program("mvn", VERSION, "it builds Hearth and functions", false),
          new Program("python3", VERSION, "functions in Python run on it", false),
          new Program("chromium", VERSION, "tests of the console use it", false));

  private final DataFolder data;
  private final List<Finding> findings = new ArrayList<>();

  HostExamination(DataFolder data) {
    this.data = data;
  }

  List<Finding> examine() throws IOException {
    findings.add(Finding.ok("java", Runtime.version() + " in " + System.getProperty("java.home")));
    PROGRAMS.forEach(program -> findings.add(program.examine()));
    Finding folder = folder();
    findings.add(folder);
    if (folder.state() == Finding.State.OK) {
      findings.add(disk());
      findings.add(postgres());
      findings.add(ports());
    }
    return findings;
  }

  /** Making it is the trial: that is what the next start does. */
  private Finding folder() {
    try {
      data.create();
      Path trial = Files.createTempFile(data.root(), ".doctor", "");
      Files.delete(trial);
      return Finding.ok("data folder", data.root() + " is writable, its secrets are closed");
    } catch (CommandFailure | IOException e) {
      return Finding.broken("data folder", String.valueOf(e.getMessage()), "use --data DIR");
    }
  }

  private Finding disk() throws IOException {
    long free = Files.getFileStore(data.root()).getUsableSpace();
    String says = "%.1f GiB are free for %s".formatted((double) free / GIB, data.root());
    String advice = "free some, or move the data folder";
    if (free < TOO_LITTLE_BYTES) {
      return Finding.broken("disk", says, advice);
    }
    return free < LITTLE_BYTES ? Finding.weak("disk", says, advice) : Finding.ok("disk", says);
  }

  private Finding postgres() throws IOException {
    try {
      Path program = PostgresBinaries.in(data.root()).program("postgres");
      return new Program(program.toString(), VERSION, "it keeps all state", true).examine();
    } catch (CommandFailure e) {
      return Finding.broken(
          "postgres", String.valueOf(e.getMessage()), "start the services without ./hearth up");
    }
  }

  private Finding ports() throws IOException {
    Optional<RunningSupervisor> running = RunningSupervisor.find(data);
    if (running.isPresent()) {
      return Finding.ok("ports", "held by Hearth, which runs as process " + running.get().pid());
    }
    Optional<Ports> last = Ports.read(data.root());
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (var choice = new PortChoice(last)) {
      Ports free =
          choice.choose(new PortChoice.Wanted(loopback, null, null, null, null, false, null));
      return Finding.ok(
          "ports",
          "%d, %d, %d, %d are free"
              .formatted(free.api(), free.console(), free.internal(), free.postgres()));
    } catch (CommandFailure e) {
      return Finding.broken("ports", String.valueOf(e.getMessage()), "");
    }
  }
}
