package dev.hearth.standalone.examples;

import dev.hearth.sdk.descriptor.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out whether this machine has the program that a function runs. */
final class MissingProgram {
  /** Where nodes look, unless {@code hearth.node.program-path} says otherwise. */
  static final List<Path> FOLDERS =
      List.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"), Path.of("/bin"));

  private MissingProgram() {}

  /** The name of a program that is in none of the folders; empty if nothing is missing. */
  static Optional<String> of(Entry entry, List<Path> folders) {
    return switch (entry) {
      case Entry.Codec _ -> Optional.empty();
      case Entry.Program(List<String> command) ->
          Optional.of(command.getFirst())
              .filter(name -> !name.contains("/"))
              .filter(name -> folders.stream().noneMatch(folder -> has(folder, name)));
    };
  }

  private static boolean has(Path folder, String name) {
    return Files.isExecutable(folder.resolve(name));
  }
}
