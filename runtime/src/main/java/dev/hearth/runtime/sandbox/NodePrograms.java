package dev.hearth.runtime.sandbox;

import dev.hearth.sdk.descriptor.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The programs of this node that functions may name in their command, such as {@code python3}.
 *
 * <p>What such a program needs can't be told from its file: an interpreter finds its library by
 * rules of its own, and that library's extensions link to more. So a worker that names one sees the
 * system's programs and libraries whole and read-only, {@code /usr} with what the distribution
 * links there, and the little of {@code /etc} that finds them. What is the machine's own stays
 * unseen: the rest of {@code /etc}, {@code /var}, {@code /home}, {@code /opt}.
 *
 * @param folders where they are looked for, in order
 */
record NodePrograms(List<Path> folders) {
  private static final Path SYSTEM = Path.of("/usr");

  /** Links to folders below {@code /usr} in most distributions, folders of their own in others. */
  private static final List<Path> BESIDE =
      List.of(
          Path.of("/bin"),
          Path.of("/sbin"),
          Path.of("/lib"),
          Path.of("/lib32"),
          Path.of("/lib64"),
          Path.of("/libx32"));

  /** Which programs stand for others, where libraries are, and whom TLS trusts. */
  private static final List<Path> SETTINGS =
      List.of(Path.of("/etc/alternatives"), Path.of("/etc/ld.so.cache"), Path.of("/etc/ssl/certs"));

  NodePrograms {
    folders = List.copyOf(folders);
  }

  /** Whether a function's program is the node's, not one of the function's own files. */
  static boolean names(Entry.Program program) {
    return !program.command().getFirst().contains("/");
  }

  /** The program of that name. */
  Optional<Path> find(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** Why a function can't run here, if its program is missing. */
  Optional<String> refusal(Entry entry) {
    return entry instanceof Entry.Program program
            && names(program)
            && find(program.command().getFirst()).isEmpty()
        ? Optional.of(missing(program.command().getFirst()))
        : Optional.empty();
  }

  String missing(String name) {
    return "the function runs %s, which this node doesn't have in %s".formatted(name, path());
  }

  /** The folders as {@code PATH} has them. */
  String path() {
    return folders.stream().map(Path::toString).collect(Collectors.joining(":"));
  }

  /** Options of {@code bwrap} that show a program what it needs. */
  static List<String> binds(Path program) throws IOException {
    var options = new ArrayList<>(readOnly(SYSTEM));
    for (Path folder : BESIDE) {
      if (Files.isSymbolicLink(folder)) {
        String target = Files.readSymbolicLink(folder).toString();
        options.addAll(List.of("--symlink", target, folder.toString()));
      } else if (Files.isDirectory(folder)) {
        options.addAll(readOnly(folder));
      }
    }
    SETTINGS.stream().filter(Files::exists).forEach(file -> options.addAll(readOnly(file)));
    ownFolder(program).ifPresent(folder -> options.addAll(readOnly(folder)));
    return options;
  }

  /** Of a program that was installed on its own: what {@code bin} stands in. */
  private static Optional<Path> ownFolder(Path program) throws IOException {
    Path file = program.toRealPath();
    boolean ofSystem =
        file.startsWith(SYSTEM) || BESIDE.stream().anyMatch(folder -> file.startsWith(folder));
    Path bin = file.getParent();
    Path folder = bin == null ? null : bin.getParent();
    return ofSystem || folder == null || folder.getParent() == null
        ? Optional.empty()
        : Optional.of(folder);
  }

  private static List<String> readOnly(Path path) {
    return List.of("--ro-bind", path.toString(), path.toString());
  }
}
