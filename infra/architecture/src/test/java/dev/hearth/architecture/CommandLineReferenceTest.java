package dev.hearth.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Main;
import dev.hearth.sdk.cli.connection.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/reference/command-line.md} against the commands themselves. */
final class CommandLineReferenceTest {
  private static final Path PAGE = SourceTree.root().resolve("docs/reference/command-line.md");
  private static final Pattern SECTION = Pattern.compile("(?m)^### (hearth [a-z ]+)$");
  private static final Pattern OPTION = Pattern.compile("(?m)^\\| ((?:`-[^|]*`(?:, )?)+) \\|");
  private static final Pattern NAME = Pattern.compile("`(--?[a-zA-Z-]+)");

  /** Described once, for all commands. */
  private static final Set<String> COMMON =
      Set.of("--data", "--api", "--console", "--key", "--as", "-h", "--help", "-V", "--version");

  private static CommandLine hearth() {
    return Main.commandLine(
        new PrintWriter(java.io.Writer.nullWriter()), new PrintWriter(java.io.Writer.nullWriter()));
  }

  private static void collect(CommandLine command, String path, Map<String, Set<String>> commands) {
    for (CommandLine below : Set.copyOf(command.getSubcommands().values())) {
      String name = path + " " + below.getCommandName();
      commands.put(
          name,
          below.getCommandSpec().options().stream()
              .filter(option -> !option.hidden())
              .flatMap(option -> Arrays.stream(option.names()))
              .filter(option -> !COMMON.contains(option))
              .collect(Collectors.toCollection(TreeSet::new)));
      collect(below, name, commands);
    }
  }

  private static Map<String, Set<String>> documented() throws IOException {
    String page = Files.readString(PAGE);
    var commands = new TreeMap<String, Set<String>>();
    var section = SECTION.matcher(page);
    while (section.find()) {
      int next = page.indexOf("\n#", section.end());
      String text = page.substring(section.end(), next < 0 ? page.length() : next);
      Set<String> options =
          OPTION
              .matcher(text)
              .results()
              .flatMap(row -> NAME.matcher(row.group(1)).results())
              .map(name -> name.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertTrue(commands.put(section.group(1), options) == null, section.group(1) + " twice");
    }
    return commands;
  }

  @Test
  void eachCommandIsDocumentedWithItsOptions() throws IOException {
    var declared = new TreeMap<String, Set<String>>();
    collect(hearth(), "hearth", declared);
    assertTrue(declared.size() > 10, declared::toString);
    assertEquals(lines(declared), lines(documented()));
  }

  private static String lines(Map<String, Set<String>> commands) {
    return commands.entrySet().stream()
        .map(command -> command.getKey() + " " + command.getValue())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void eachExitCodeIsDocumented() throws IOException {
    String documented =
        Pattern.compile("(?m)^\\| ([0-9]+) \\|")
            .matcher(Files.readString(PAGE))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.joining(" "));
    assertEquals(
        Arrays.stream(ExitCode.values())
            .map(code -> Integer.toString(code.status()))
            .collect(Collectors.joining(" ")),
        documented);
  }

  @Test
  void eachCommandHasADescriptionAnExampleAndJson() {
    check(hearth(), "hearth");
  }

  /** Commands whose output is a script or a page, or that only have others below them. */
  private static final Set<String> WITHOUT_JSON =
      Set.of("hearth completion", "hearth dev", "hearth secrets");

  private static void check(CommandLine command, String path) {
    for (CommandLine below : Set.copyOf(command.getSubcommands().values())) {
      String name = path + " " + below.getCommandName();
      var usage = below.getCommandSpec().usageMessage();
      assertTrue(usage.description().length > 0, name + " has no description");
      assertTrue(
          Arrays.stream(usage.footer()).anyMatch(line -> line.contains("  hearth ")),
          name + " has no example");
      OptionSpec json = below.getCommandSpec().findOption("--json");
      assertEquals(!WITHOUT_JSON.contains(name), json != null, name + " and --json");
      check(below, name);
    }
  }
}
