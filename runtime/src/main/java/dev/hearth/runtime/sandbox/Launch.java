package dev.hearth.runtime.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outermost part of a worker's command: a shell that joins the control groups, opens the system
 * call filter for {@code bwrap}, since a process started from Java inherits no other file, and then
 * becomes the rest.
 */
final class Launch {
  /** Where {@code bwrap} finds the filter. */
  static final String FILTER_DESCRIPTOR = "3";

  private static final String SCRIPT =
      "exec 3<\"$1\" || exit 97; n=$2; shift 2; while [ $n -gt 0 ]; do"
          + " echo $$ > \"$1\" || exit 97; shift; n=$((n-1)); done; exec \"$@\"";

  private Launch() {}

  /**
   * The whole command.
   *
   * @param filter the filter's file, if there is one
   * @param groups files of the control groups to join
   */
  static List<String> command(Optional<Path> filter, List<Path> groups, List<String> rest) {
    var command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh"));
    command.add(filter.map(Path::toString).orElse("/dev/null"));
    command.add(Integer.toString(groups.size()));
    groups.forEach(group -> command.add(group.toString()));
    command.addAll(rest);
    return command;
  }
}
