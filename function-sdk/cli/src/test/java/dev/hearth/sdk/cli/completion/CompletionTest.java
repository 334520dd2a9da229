package dev.hearth.sdk.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionTest {
  @TempDir private Path folder = Path.of("");

  private static String script(String shell) {
    Ran ran = Ran.hearth("completion", shell);
    assertEquals(0, ran.status(), ran.err());
    return ran.out();
  }

  /** What a real bash offers after these words. */
  private List<String> offered(String... words) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("hearth.bash"), script("bash"));
    String last = "%d".formatted(words.length - 1);
    Process bash =
        new ProcessBuilder(
                "bash",
                "--norc",
                "-c",
                """
                source %s
                COMP_WORDS=(%s); COMP_CWORD=%s; COMP_LINE="${COMP_WORDS[*]}"
                COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
                _complete_hearth
                printf '%%s\\n' "${COMPREPLY[@]}"
                """
                    .formatted(script, String.join(" ", words).replace("''", "\"\""), last))
            .redirectErrorStream(true)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), out);
    return out.lines().map(String::strip).toList();
  }

  @Test
  void bashOffersCommandsAndOptions() throws Exception {
    assertTrue(offered("hearth", "roll").contains("rollback"));
    assertTrue(offered("hearth", "deploy", "--no").contains("--no-build"));
    assertTrue(offered("hearth", "secrets", "un").contains("unset"));
  }

  @Test
  void zshGetsTheSameScriptWhichLoadsWhatItNeeds() {
    assertTrue(script("zsh").contains("bashcompinit"));
  }

  @Test
  void fishScriptNamesEachCommandAndOption() {
    List<String> lines = script("fish").lines().toList();
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.startsWith(
                        "complete -c hearth -n '__fish_use_subcommand' -a rollback -d")));
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.startsWith(
                        "complete -c hearth -n '__fish_seen_subcommand_from deploy' -l no-build")));
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.contains("seen_subcommand_from secrets; and not")
                        && line.contains("-a set")));
    assertTrue(
        lines.stream().allMatch(line -> line.chars().filter(c -> c == '\'').count() % 2 == 0),
        "quotes are balanced");
  }
}
