package dev.hearth.sdk.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command that has all others below it. */
@Command(
    name = "hearth",
    mixinStandardHelpOptions = true,
    versionProvider = HearthCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs, publishes and calls functions of generative media.")
final class HearthCommand {
  /** The version that this was built as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      try (InputStream in =
          Objects.requireNonNull(HearthCommand.class.getResourceAsStream("version.txt"))) {
        return new String[] {new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()};
      }
    }
  }
}
