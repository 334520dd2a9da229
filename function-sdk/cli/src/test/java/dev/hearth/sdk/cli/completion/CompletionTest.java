package dev.hearth.sdk.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.sdk.cli.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts in the shells that they are for, where those are installed. */
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
                compopt() { :; } # is for readline, which isn't there
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
  void bashOffersWordsOfOptionsAndFiles() throws Exception {
    assertEquals(List.of("iterative"), offered("hearth", "init", "--shape", "it"));
    assertEquals(List.of("fish"), offered("hearth", "completion", "fi"));
    assertTrue(offered("hearth", "dev", folder.toString() + "/").contains(folder + "/hearth.bash"));
  }

  private static void require(String shell) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
    assumeTrue(there, shell + " isn't installed");
  }

  /** A real shell's answer, which knows nothing of whoever runs the tests. */
  private String said(String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("ZDOTDIR", folder.toString());
    builder.environment().put("TERM", "dumb");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    Process shell = builder.start();
    shell.getOutputStream().close();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shell.waitFor(), out);
    return out;
  }

  /**
   * Types words and a tab into an interactive zsh in a terminal; a key of its own then prints what
   * stands in the line.
   */
  private String typedInZsh(String words) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("hearth.zsh"), script("zsh"));
    String out =
        said(
            "zsh",
            "-f",
            "-c",
            """
            zmodload zsh/zpty
            zpty inner zsh -f -i
            zpty -w inner "source hearth.zsh; tell() { print -r -- \\"<<\\$BUFFER>>\\"; \
              BUFFER=; zle accept-line }; zle -N tell; bindkey '^X' tell; print ready-\\$((40 + 2))"
            zpty -r -m inner out '*ready-42*'
            zpty -w -n inner "$1"$'\\t\\x18'
            zpty -r -m inner out '*<<*>>*'
            print -r -- "$out"
            zpty -d inner
            """,
            "zsh",
            words);
    Matcher line = Pattern.compile("<<(.*?)>>").matcher(out);
    assertTrue(line.find(), out);
    return line.group(1);
  }

  @ParameterizedTest
  @CsvSource({
    "hearth roll, 'hearth rollback '",
    "hearth deploy --no, 'hearth deploy --no-build '",
    "hearth secrets un, 'hearth secrets unset '",
    "hearth init --sh, 'hearth init --shape '",
    "hearth init --shape it, 'hearth init --shape iterative '",
    "hearth deploy --as dev, 'hearth deploy --as developer '",
    "hearth completion f, 'hearth completion fish '",
    "hearth dev hearth.z, 'hearth dev hearth.zsh '",
    "hearth ps --data hearth.z, 'hearth ps --data hearth.zsh '",
    "hearth nothing, hearth nothing"
  })
  @Timeout(60)
  void zshCompletesWhatIsTyped(String typed, String completed) throws Exception {
    require("zsh");
    assertEquals(completed, typedInZsh(typed));
  }

  /** What a real fish offers after these words, without the descriptions. */
  private List<String> offeredByFish(String words) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("hearth.fish"), script("fish"));
    String out = said("fish", "-N", "-c", "source hearth.fish; complete -C $argv[1]", words);
    return out.lines().map(line -> line.split("\t", 2)[0]).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "hearth roll, rollback",
    "hearth deploy --no, --no-build",
    "hearth secrets un, unset",
    "hearth init --sh, --shape",
    "'hearth init --shape ', batch iterative unary",
    "hearth deploy --as dev, developer",
    "'hearth completion ', bash fish zsh",
    "hearth dev hearth.f, hearth.fish",
    "hearth ps --data hearth.f, hearth.fish",
    "hearth --v, --version",
    "'hearth versions ', ''",
    "hearth nothing, ''"
  })
  @Timeout(60)
  void fishOffersWhatFits(String typed, String offered) throws Exception {
    require("fish");
    assertEquals(offered, String.join(" ", offeredByFish(typed)));
  }

  @Test
  @Timeout(60)
  void fishShowsFirstSentencesAsTheyAreWritten() throws Exception {
    require("fish");
    Files.writeString(folder.resolve("hearth.fish"), script("fish"));
    String out = said("fish", "-N", "-c", "source hearth.fish; complete -C 'hearth '");
    assertTrue(
        out.lines().anyMatch("rollback\tHas new calls run an earlier version."::equals), out);
    assertTrue(script("fish").contains("doesn\\'t"), "quotes are kept");
  }
}
