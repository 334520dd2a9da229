package dev.hearth.sdk.cli.project;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth upgrade}: has a project be built with this installation's modules. */
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    description = "Has the project in DIR be built with the modules of this Hearth.",
    footer = {"", "Example:", "  hearth upgrade night-sky"})
public final class UpgradeCommand implements Callable<Integer> {
  private static final Pattern VERSION =
      Pattern.compile("<hearth\\.version>\\s*([^<]*?)\\s*</hearth\\.version>");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = ".",
      description = "A project that hearth init made.")
  private Path directory = Path.of(".");

  @Option(names = "--json", description = "Print sdk and before, the versions, as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path pom = directory.resolve("pom.xml");
    if (!Files.isRegularFile(pom)) {
      throw new CommandFailure(directory.toAbsolutePath().normalize() + " has no pom.xml.");
    }
    String text = Files.readString(pom);
    Matcher version = VERSION.matcher(text);
    if (!version.find()) {
      throw new CommandFailure(
          pom + " has no property hearth.version, so it isn't a project of hearth init.");
    }
    SdkRepository sdk = SdkRepository.ofThisInstallation();
    if (!version.group(1).equals(sdk.version())) {
      sdk.writeTo(directory);
      Files.writeString(
          pom,
          text.substring(0, version.start(1)) + sdk.version() + text.substring(version.end(1)));
    }
    out.println(told(sdk.version(), version.group(1)));
    return 0;
  }

  private String told(String now, String before) {
    if (json) {
      return JsonObject.builder().put("sdk", now).put("before", before).build().print();
    }
    return now.equals(before)
        ? "Already built with " + now
        : "Built with %s from now on, before with %s".formatted(now, before);
  }
}
