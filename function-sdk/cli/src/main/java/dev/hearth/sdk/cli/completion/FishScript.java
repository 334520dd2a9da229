package dev.hearth.sdk.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
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
    line("-f"); // files are offered only where a command takes them
    options(root, "__fish_use_subcommand");
    commands(root, List.of());
    return script.toString();
  }

  private void commands(CommandSpec command, List<String> path) {
    for (CommandLine sub : command.subcommands().values().stream().distinct().toList()) {
      CommandSpec spec = sub.getCommandSpec();
      if (spec.usageMessage().hidden()) {
        continue;
      }
      line("-n '%s' -a %s -d '%s'".formatted(at(path, command), spec.name(), summary(spec)));
      var below = new ArrayList<>(path);
      below.add(spec.name());
      options(spec, seen(below));
      positionals(spec, seen(below));
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

  private void options(CommandSpec command, String condition) {
    for (OptionSpec option : command.options()) {
      if (option.hidden()) {
        continue;
      }
      var words = new ArrayList<String>();
      for (String name : option.names()) {
        words.add(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
      }
      if (option.arity().max() > 0) {
        words.add(isPath(option) ? "-rF" : "-x");
        words.addAll(candidates(option));
      }
      line("-n '%s' %s -d '%s'".formatted(condition, String.join(" ", words), summary(option)));
    }
  }

  private void positionals(CommandSpec command, String condition) {
    for (var positional : command.positionalParameters()) {
      var words = new ArrayList<>(candidates(positional));
      if (isPath(positional)) {
        words.add("-F");
      }
      if (!words.isEmpty()) {
        line("-n '%s' %s".formatted(condition, String.join(" ", words)));
      }
    }
  }

  private static boolean isPath(ArgSpec argument) {
    return argument.type() == Path.class;
  }

  private static List<String> candidates(ArgSpec argument) {
    Iterable<String> words = Objects.requireNonNullElse(argument.completionCandidates(), List.of());
    String text =
        String.join(" ", StreamSupport.stream(words.spliterator(), false).sorted().toList());
    return text.isEmpty() ? List.of() : List.of("-a '" + quoted(text) + "'");
  }

  private void line(String text) {
    script.append("complete -c ").append(root.name()).append(' ').append(text).append('\n');
  }

  private static String summary(CommandSpec command) {
    String[] description = command.usageMessage().description();
    return quoted(sentence(description.length == 0 ? "" : description[0]));
  }

  private static String summary(OptionSpec option) {
    String[] description = option.description();
    return quoted(sentence(description.length == 0 ? "" : description[0]));
  }

  /** The first: the list beside the cursor has no room for more. */
  private static String sentence(String text) {
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /** Within single quotes, where fish knows two escapes. */
  private static String quoted(String text) {
    return text.replace("${DEFAULT-VALUE}", "a default")
        .replaceAll("\\p{Cntrl}", " ")
        .replace("\\", "\\\\")
        .replace("'", "\\'");
  }
}
