package dev.hearth.sdk.conformance;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Python of this machine and the library's folder. */
final class Python {
  static final Path LIBRARY = Path.of("../python").toAbsolutePath().normalize();

  private Python() {}

  /** The interpreter; without one the tests fail, as what they prove isn't proved then. */
  static String interpreter() {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path found = Path.of(folder, "python3");
      if (Files.isExecutable(found)) {
        return found.toString();
      }
    }
    throw new AssertionError(
        "python3 isn't installed, and the worker in Python can't be tested without it; ./hearth"
            + " test installs it on Debian (apt-get install python3)");
  }

  static List<String> script(String name, String... arguments) {
    var command = new java.util.ArrayList<String>();
    command.add(interpreter());
    command.add(LIBRARY.resolve("tests").resolve(name).toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
