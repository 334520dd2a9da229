package dev.hearth.sdk.cli.completion;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth completion}: prints what makes a shell complete words. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script that makes a shell complete commands and options.",
    footer = {
      "",
      "Examples:",
      "  source <(hearth completion bash)      in ~/.bashrc",
      "  source <(hearth completion zsh)       in ~/.zshrc",
      "  hearth completion fish > ~/.config/fish/completions/hearth.fish"
    })
public final class CompletionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell = Shell.bash;

  /** Named as on the command line. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Override
  public Integer call() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell) {
          // picocli's script loads bash's functions into a zsh by itself.
          case bash, zsh -> AutoComplete.bash(root.getCommandName(), root);
          case fish -> new FishScript(root.getCommandSpec()).text();
        };
    command.getOut().print(script);
    command.getOut().flush();
    return 0;
  }
}
