package dev.hearth.sdk.cli.connection;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where an installation keeps its state. */
public final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where all state is kept; /var/lib/hearth for root, else ~/.local/share/hearth.")
  private @Nullable Path data;

  /** The data folder, absolute: as given, as the launcher found it, or the default. */
  public Path folder() {
    if (data != null) {
      return data.toAbsolutePath().normalize();
    }
    String launched = System.getProperty("hearth.data");
    return launched == null ? byDefault() : Path.of(launched).toAbsolutePath().normalize();
  }

  private static Path byDefault() {
    if ("root".equals(System.getProperty("user.name"))) {
      return Path.of("/var/lib/hearth");
    }
    String share = System.getenv("XDG_DATA_HOME");
    return share == null || share.isEmpty()
        ? Path.of(System.getProperty("user.home", ""), ".local", "share", "hearth")
        : Path.of(share, "hearth");
  }
}
