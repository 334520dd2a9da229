package dev.hearth.standalone.process;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs of the system that the supervisor uses. */
public final class Tools {
  private static final List<String> USUAL = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");

  private Tools() {}

  /** Whether a program is on the PATH. */
  public static boolean has(String program) {
    for (String folder : path().split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** Fails with a sentence when a program that starts children is missing. */
  public static void requireLauncherTools() {
    for (String program : List.of("setsid", "setpriv", "unshare")) {
      if (!has(program)) {
        throw new CommandFailure(
            "the program \"%s\" is missing; it is part of util-linux, which must be installed."
                .formatted(program));
      }
    }
  }

  /** The PATH for children: the user's, and the system's own folders. */
  public static String path() {
    String own = System.getenv("PATH");
    String usual = String.join(File.pathSeparator, USUAL);
    return own == null || own.isEmpty() ? usual : own + File.pathSeparator + usual;
  }
}
