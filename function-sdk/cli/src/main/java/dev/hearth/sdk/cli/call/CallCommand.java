package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.cli.connection.Answer;
import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.Connection;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.FunctionName;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.client.CallOptions;
import dev.hearth.sdk.client.HearthClient;
import dev.hearth.sdk.client.Result;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth call}: calls a function and prints its result. */
@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    description = {
      "Calls a function through its queue. The result goes to standard output;",
      "queue position, progress, previews, logs and cost go to standard error.",
      "Ctrl-C cancels the call."
    },
    footer = {
      "",
      "Examples:",
      "  hearth call hearth/upscale image_url=@cat.png scale:=2 --output .",
      "  hearth call me/shout text=hello                  your own: free",
      "  hearth call hearth/noop --input @input.json --json | jq .output"
    })
public final class CallCommand implements Callable<Integer> {
  private static final String HINT = "x-fal-runner-hint";

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(
      index = "0",
      paramLabel = "OWNER/NAME",
      description = "The function; me/name is your own.")
  private String function = "";

  @Parameters(
      index = "1..*",
      paramLabel = "FIELD",
      description = "key=text, key=@file (uploads it and passes its URL) or key:=json.")
  private List<String> fields = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "JSON|@FILE",
      description = "The whole input, instead of fields.")
  private @Nullable String input;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Save pictures and other media of the result there.")
  private @Nullable Path output;

  @Option(
      names = "--hint",
      paramLabel = "WORD",
      description = {
        "Prefer a worker that has this at hand, such as an adapter; which ones do,",
        "the hints of earlier calls tell."
      })
  private @Nullable String hint;

  @Option(
      names = "--json",
      description = "Print one line of JSON with request_id, cost, hints and output.")
  private boolean json;

  @Option(
      names = "--stream",
      description = {
        "Call it directly and print each partial output as a line of JSON as it comes.",
        "With --json such a line has number and partial."
      })
  private boolean stream;

  @Override
  public Integer call() throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    if (!function.matches("[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*(/[A-Za-z0-9._-]+)*")) {
      throw new ParameterException(
          command.commandLine(), "\"" + function + "\" is not of the form owner/name");
    }
    Role usual = FunctionName.isOwn(function) ? Role.CREATOR : Role.DEVELOPER;
    Connection to = connection.connect(usual);
    try (var client = new Client(to)) {
      function = FunctionName.resolve(client, function);
      Json request = readInput(command, client);
      show(
          command,
          client,
          stream ? streamed(command, to, request) : queued(command, client, request));
      return 0;
    }
  }

  /** What a call that succeeded gave. */
  private record Outcome(
      String requestId, Json output, Optional<String> cost, List<String> hints) {}

  private Outcome queued(CommandSpec command, Client client, Json request)
      throws InterruptedException {
    PrintWriter err = command.commandLine().getErr();
    QueuedCall queued =
        QueuedCall.submit(client, function, request, hint == null ? Map.of() : Map.of(HINT, hint));
    Answer answer;
    try (var _ = new CancelOnInterrupt(queued, err)) {
      answer = queued.await(watcher(err));
    }
    var _ = CallFailures.orFail(answer, function);
    return new Outcome(
        queued.requestId(),
        answer.json(),
        answer.headers().firstValue("x-hearth-cost"),
        answer.headers().firstValue("x-fal-runner-hints").stream()
            .flatMap(words -> Arrays.stream(words.split(",")))
            .toList());
  }

  private QueuedCall.Watcher watcher(PrintWriter err) {
    return Boolean.getBoolean("hearth.terminal") ? new LiveLine(err) : new StatusLine(err);
  }

  private Outcome streamed(CommandSpec command, Connection to, Json request) {
    if (!(request instanceof JsonObject input)) {
      throw new ParameterException(command.commandLine(), "the input is no JSON object");
    }
    try (HearthClient caller = to.client()) {
      Result<Json> result =
          new StreamedCall(caller, command.commandLine().getOut(), json)
              .run(function, options(), input);
      return new Outcome(
          result.requestId(),
          result.json(),
          result.cost().map(BigDecimal::toPlainString),
          result.hints());
    }
  }

  private CallOptions options() {
    CallOptions none = CallOptions.none();
    return hint == null ? none : none.hint(hint);
  }

  private Json readInput(CommandSpec command, Client client)
      throws IOException, InterruptedException {
    try {
      return new CallInput(new StorageUpload(client)).read(input, fields);
    } catch (CallInput.MalformedArgument e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void show(CommandSpec command, Client client, Outcome outcome)
      throws IOException, InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    if (json) {
      var line = JsonObject.builder().put("request_id", outcome.requestId());
      outcome.cost().ifPresent(dollars -> line.put("cost", dollars));
      if (!outcome.hints().isEmpty()) {
        line.put("hints", JsonArray.ofStrings(outcome.hints()));
      }
      out.println(line.put("output", outcome.output()).build().print());
    } else {
      out.println(IndentedJson.print(outcome.output()));
      outcome.cost().ifPresent(dollars -> err.println("cost: $" + dollars));
      if (!outcome.hints().isEmpty()) {
        err.println("hints: " + String.join(", ", outcome.hints()));
      }
    }
    if (output != null) {
      for (Path file : new SavedMedia(client, output).save(outcome.output())) {
        err.println("saved " + file);
      }
    }
  }
}
