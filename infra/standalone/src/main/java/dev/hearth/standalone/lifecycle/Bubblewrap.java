package dev.hearth.standalone.lifecycle;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.standalone.install.Account;
import dev.hearth.standalone.process.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sees to it that the sandbox's program is on the machine. */
final class Bubblewrap {
  private static final String HOW =
      "functions run in a sandbox made by bubblewrap, which is missing: install it (on Debian and"
          + " Ubuntu: apt-get install bubblewrap; on Fedora: dnf install bubblewrap), or start with"
          + " --trust-functions to run functions without a sandbox.";

  private final Narrator narrator;

  Bubblewrap(Narrator narrator) {
    this.narrator = narrator;
  }

  void ensure(boolean trustFunctions) throws IOException, InterruptedException {
    if (Tools.has("bwrap")) {
      return;
    }
    if (Account.isRoot() && Tools.has("apt-get")) {
      narrator.tell("  installing bubblewrap, which makes the sandbox of functions");
      String output = install();
      if (Tools.has("bwrap")) {
        return;
      }
      narrator.tell(output);
    }
    if (!trustFunctions) {
      throw new CommandFailure(HOW);
    }
    narrator.tell("  functions run WITHOUT a sandbox: bubblewrap is missing");
  }

  private static String install() throws IOException, InterruptedException {
    var apt =
        new ProcessBuilder(
                "sh",
                "-c",
                "apt-get -q update && apt-get -q install -y --no-install-recommends bubblewrap")
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile());
    apt.environment().put("DEBIAN_FRONTEND", "noninteractive");
    Process process = apt.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var _ = process.waitFor();
    return output;
  }
}
