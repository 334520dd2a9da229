package dev.hearth.sdk.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completions for fish, which picocli doesn't write. */
final class FishScript {
  private final CommandSpec root;
  private final StringBuilder script = new StringBuilder();

  FishScript(CommandSpec root) {
    this.root = root;
  }

  String text() {
    script.append("# Completions of ").append(root.name()).append(" for fish.\n");
    line("-f");
    commands(root, List.of());
    return script.toString();
  }

  private void commands(CommandSpec command, List<String> path) {
    for (CommandLine sub : command.subcommands().values().stream().distinct().toList()) {
      CommandSpec spec = sub.getCommandSpec();
      line("-n '%s' -a %s -d '%s'".formatted(at(path, command), spec.name(), summary(spec)));
      var below = new ArrayList<>(path);
      below.add(spec.name());
      options(spec, List.copyOf(below));
      commands(spec, List.copyOf(below));
    }
  }

  /** The condition that a command's own words come next. */
  private static String at(List<String> path, CommandSpec command) {
    return path.isEmpty()
        ? "__fish_use_subcommand"
        : seen(path)
            + "; and not __fish_seen_subcommand_from "
            + String.join(" ", command.subcommands().keySet());
  }

  private static String seen(List<String> path) {
    return String.join(
        "; and ", path.stream().map(word -> "__fish_seen_subcommand_from " + word).toList());
  }

  private void options(CommandSpec command, List<String> path) {
    for (OptionSpec option : command.options()) {
      var words = new ArrayList<String>();
      for (String name : option.names()) {
        words.add(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
      }
      if (option.arity().max() > 0) {
        words.add(option.type() == Path.class ? "-rF" : "-x");
      }
      String description = option.description().length == 0 ? "" : option.description()[0];
      line("-n '%s' %s -d '%s'".formatted(seen(path), String.join(" ", words), plain(description)));
    }
  }

  private void line(String text) {
    script.append("complete -c ").append(root.name()).append(' ').append(text).append('\n');
  }

  private static String summary(CommandSpec command) {
    String[] description = command.usageMessage().description();
    return plain(description.length == 0 ? "" : description[0]);
  }

  private static String plain(String text) {
    return text.replace("${DEFAULT-VALUE}", "a default").replaceAll("['\\\\\\p{Cntrl}]", "");
  }
}
