package dev.hearth.sdk.cli.secret;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearth secrets}: what one's functions know and nobody else does. */
@Command(
    name = "secrets",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(set | list | unset)",
    description =
        "Sets, lists and unsets secrets of your account. A function gets those that it names when"
            + " its workers start. Nobody can read a value back.",
    subcommands = {SetSecretCommand.class, ListSecretsCommand.class, UnsetSecretCommand.class},
    footer = {
      "",
      "Examples:",
      "  hearth secrets set HF_TOKEN              asks for the value",
      "  hearth secrets set HF_TOKEN < token.txt",
      "  hearth secrets list",
      "  hearth secrets unset HF_TOKEN"
    })
public final class SecretsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "say what to do: set, list or unset");
  }
}
