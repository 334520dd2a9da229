package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.Connection;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth deploy}: publishes the function that a folder builds. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    description = "Uploads the function that DIR builds and makes it a version of its own.")
public final class DeployCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = ".",
      description =
          "A function project, a folder with lib/, weights/ and native/, or one with hearth.json.")
  private Path directory = Path.of(".");

  @Option(names = "--list", description = "Also list it in the catalog.")
  private boolean list;

  @Option(names = "--price", paramLabel = "DOLLARS", description = "Price per unit, for --list.")
  private @Nullable BigDecimal price;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    if (list != (price != null) || (price != null && price.signum() < 0)) {
      throw new ParameterException(
          command.commandLine(), "--list and --price DOLLARS (not negative) go together");
    }
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    Connection to = connection.connect(Role.CREATOR);
    FunctionFolder folder = FunctionFolder.read(new ProjectBuild(err).functionFolder(directory));
    try (var client = new Client(to)) {
      var deployer = new Deployer(client, progress(err));
      Deployer.Deployed deployed = deployer.deploy(folder);
      if (price != null) {
        var _ = deployer.list(deployed.function(), price.toPlainString());
      }
      print(out, to, deployed);
    }
    return 0;
  }

  private UploadProgress progress(PrintWriter err) {
    return Boolean.getBoolean("hearth.terminal") && !json
        ? new UploadBar(err)
        : UploadProgress.SILENT;
  }

  private void print(PrintWriter out, Connection to, Deployer.Deployed deployed) {
    String visibility = list ? "listed" : deployed.visibility();
    String page = to.console() + "/functions/" + deployed.function();
    if (json) {
      out.println(
          JsonObject.builder()
              .put("function", deployed.function())
              .put("version", deployed.version())
              .put("visibility", visibility)
              .put("created", deployed.created())
              .put("uploaded_bytes", deployed.uploadedBytes())
              .put("url", to.api() + "/run/" + deployed.function())
              .put("page", page)
              .build()
              .print());
      return;
    }
    out.printf(
        "%s %s%n  version  %s%n  call     %s/run/%s%n  page     %s%n  sent     %.1f MB%n",
        deployed.created() ? "Deployed" : "Already deployed:",
        deployed.function() + " (" + visibility + ")",
        deployed.version(),
        to.api(),
        deployed.function(),
        page,
        deployed.uploadedBytes() / 1e6);
  }
}
