package dev.hearth.sdk.cli.conformance;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.conformance.Candidate;
import dev.hearth.sdk.conformance.Kit;
import dev.hearth.sdk.conformance.Rule;
import dev.hearth.sdk.conformance.Verdict;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth conformance}: holds a worker in any language to the worker protocol. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the node with a worker that hosts the conformance function, and checks rule by rule.",
      "Exits with 0 if it keeps all of them, else with 1."
    },
    footer = {
      "",
      "Examples:",
      "  hearth conformance -- python3 tests/conformance_function.py",
      "  hearth conformance --shape iterative -- python3 tests/conformance_steps.py",
      "  hearth conformance --rule cancel --json -- ./worker"
    })
public final class ConformanceCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "1..*",
      description = "The worker's command line, after --; the socket's path is added.")
  private List<String> command = List.of();

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      defaultValue = "unary",
      description = "What it serves: unary, batch or iterative; ${DEFAULT-VALUE}.")
  private String shape = "unary";

  @Option(
      names = "--member",
      paramLabel = "NAME=JSON",
      description = "A member of the descriptor that the worker is told.")
  private Map<String, String> members = Map.of();

  @Option(
      names = "--rule",
      paramLabel = "PREFIX",
      description = "Only rules whose name begins so, such as cancel; may be given several times.")
  private List<String> prefixes = List.of("");

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to wait for what must come; ${DEFAULT-VALUE}.")
  private int patienceSeconds = 10;

  @Option(
      names = "--json",
      description = "Print one line of JSON for each rule: rule, text, passed and reason.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Candidate candidate = candidate();
    List<Rule> rules =
        Kit.rules(candidate.shape()).stream()
            .filter(rule -> prefixes.stream().anyMatch(rule.name()::startsWith))
            .toList();
    if (rules.isEmpty()) {
      throw wrongUse("no rule begins with " + String.join(" or ", prefixes));
    }
    requireProgram(command.getFirst());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    int kept = 0;
    for (Rule rule : rules) {
      Verdict verdict = Kit.check(rule, candidate);
      print(out, verdict);
      kept += verdict.passed() ? 1 : 0;
    }
    if (!json) {
      out.printf("%d of %d rules are kept.%n", kept, rules.size());
    }
    out.flush();
    return kept == rules.size() ? 0 : 1;
  }

  private void print(PrintWriter out, Verdict verdict) {
    if (json) {
      out.println(line(verdict).print());
    } else {
      printText(out, verdict);
    }
    out.flush();
  }

  private static JsonObject line(Verdict verdict) {
    return JsonObject.builder()
        .put("rule", verdict.rule().name())
        .put("text", verdict.rule().text())
        .put("passed", verdict.passed())
        .put("reason", verdict.reason())
        .build();
  }

  private static void printText(PrintWriter out, Verdict verdict) {
    String word = verdict.passed() ? "PASS" : "FAIL";
    out.printf("%s  %-34s %s%n", word, verdict.rule().name(), verdict.rule().text());
    if (!verdict.passed()) {
      out.printf("      %s%n", verdict.reason().replaceAll("\\p{Cntrl}", " "));
    }
  }

  private Candidate candidate() {
    if (patienceSeconds < 1 || patienceSeconds > 3_600) {
      throw wrongUse("--patience is 1 to 3600 seconds, not " + patienceSeconds);
    }
    Shape chosen =
        Stream.of(Shape.values())
            .filter(each -> each.word().equals(shape.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> wrongUse("--shape is unary, batch or iterative, not " + shape));
    return new Candidate(command, chosen, descriptor(), Duration.ofSeconds(patienceSeconds));
  }

  private JsonObject descriptor() {
    JsonObject descriptor = JsonObject.builder().build();
    for (Map.Entry<String, String> member : members.entrySet()) {
      try {
        descriptor = descriptor.with(member.getKey(), Json.parse(member.getValue()));
      } catch (JsonException e) {
        throw wrongUse("--member " + member.getKey() + " is " + e.getMessage());
      }
    }
    return descriptor;
  }

  private static void requireProgram(String name) {
    String path = name.contains("/") ? "." : System.getenv().getOrDefault("PATH", "");
    boolean found =
        Stream.of(path.split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder).resolve(name))
            .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    if (!found) {
      throw new CommandFailure("there is no program " + name + ".");
    }
  }

  private ParameterException wrongUse(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
