package dev.hearth.runtime.sandbox;

import dev.hearth.runtime.probe.Inside;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Starts {@link Inside} in a sandbox as workers get one, so that what is said of it has been seen.
 *
 * @param folder where the program stands meanwhile, beside a file that it must not be able to read
 */
record SandboxTrial(Launcher launcher, WorkerUser user, Path folder) {
  private static final String CLASS_FILE =
      "/" + Inside.class.getName().replace('.', '/') + ".class";
  private static final int PATIENCE_SECONDS = 30;

  /** So small that it is quickly filled. */
  static final int SCRATCH_MIB = 1;

  /** How it went. */
  sealed interface Outcome {
    /** It ran. */
    record Seen(Observed observed) implements Outcome {}

    /** It couldn't be started, or didn't end well. */
    record Failed(String why) implements Outcome {}
  }

  /**
   * What it is tried with.
   *
   * @param groups files of the control groups to join
   * @param writtenMib how much it writes to its scratch folder, if that takes it
   */
  record Setting(List<Path> groups, int scratchMib, int writtenMib) {
    static final Setting USUAL = new Setting(List.of(), SCRATCH_MIB, 4 * SCRATCH_MIB);
  }

  /** Looks at the process while it stands still. */
  interface Look {
    void at(ProcessHandle process) throws IOException;
  }

  Outcome run(BubblewrapCommand command) {
    return run(command, Setting.USUAL, _ -> {});
  }

  Outcome run(BubblewrapCommand command, Setting setting, Look look) {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path program = layOut();
      Path secret = Files.createTempFile(folder, "secret", "");
      try {
        List<String> arguments =
            List.of(
                Integer.toString(listener.getLocalPort()),
                secret.toString(),
                Integer.toString(setting.writtenMib()));
        List<String> inside = command.trial(program, setting.scratchMib(), arguments);
        return watch(Launch.command(command.filter(), setting.groups(), inside), program, look);
      } finally {
        Files.delete(secret);
        WorkerFolder.deleteTree(program);
      }
    } catch (IOException e) {
      return new Outcome.Failed("bubblewrap can't be tried: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("interrupted while trying bubblewrap");
    }
  }

  private Path layOut() throws IOException {
    Path program = folder.resolve("program");
    user.createPrivateFolder(program);
    Path file = Path.of(program + CLASS_FILE);
    Files.createDirectories(
        file.resolveSibling("."),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (InputStream bytes = Objects.requireNonNull(Inside.class.getResourceAsStream(CLASS_FILE))) {
      Files.copy(bytes, file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return program;
  }

  private Outcome watch(List<String> command, Path program, Look look)
      throws IOException, InterruptedException {
    Process process = launcher.start(command);
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    var said = new ArrayList<String>();
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.add(line);
        if (line.equals(Inside.END)) {
          look.at(process.toHandle());
          Files.createFile(program.resolve("end"));
        }
      }
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    return process.waitFor() == 0
        ? new Outcome.Seen(Observed.parse(said))
        : new Outcome.Failed("bubblewrap doesn't work here: " + String.join(" ", said));
  }
}
