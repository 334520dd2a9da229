package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.Connection;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
    description =
        "Builds the function of DIR where it changed, uploads what the server lacks and makes it"
            + " the version that calls run. A deploy that was broken off goes on where it stood.",
    footer = {
      "",
      "Examples:",
      "  hearth deploy                           private: only you can call it",
      "  hearth deploy --unlisted                whoever has its id can call it",
      "  hearth deploy --submit --price 0.001    asks an admin to list it at that price",
      "  hearth deploy --list --price 0.001      on your own Hearth: lists it at once",
      "  hearth deploy examples/upscale --json"
    })
public final class DeployCommand implements Callable<Integer> {
  private static final int MOST_PARALLEL = 32;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = ".",
      description =
          "A function project, a folder with lib/, weights/ and native/, or one with hearth.json.")
  private Path directory = Path.of(".");

  @ArgGroup(exclusive = true)
  private Audience audience = new Audience();

  /** For whom; as it was, and private at first, if nothing is said. */
  static final class Audience {
    @Option(names = "--private", description = "Only you may call it; what is new is private.")
    private boolean onlyOwner;

    @Option(names = "--unlisted", description = "Whoever has its id may call it.")
    private boolean unlisted;

    @Option(names = "--submit", description = "Ask an admin to list it; needs --price.")
    private boolean submit;

    @Option(
        names = "--list",
        description = "List it at once, with the admin's key of this machine; needs --price.")
    private boolean list;
  }

  @Option(
      names = "--price",
      paramLabel = "DOLLARS",
      description = "Price per unit for others, with --submit, --list or --unlisted (else free).")
  private @Nullable BigDecimal price;

  @Option(
      names = "--allow-breaking",
      description = "Deploy over a listed version even if that breaks its callers.")
  private boolean allowBreaking;

  @Option(names = "--no-build", description = "Deploy what is built, even if it is out of date.")
  private boolean noBuild;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "" + Deployer.PARALLEL,
      description = "Uploads that are under way at once, 1 to 32; ${DEFAULT-VALUE}.")
  private int parallel = Deployer.PARALLEL;

  @Option(
      names = "--json",
      description =
          "Print function, version, visibility, created, uploaded_bytes, breaking, url and page.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    check(command);
    PrintWriter err = command.commandLine().getErr();
    Connection to = connection.connect(Role.CREATOR);
    Path built = new ProjectBuild(err, !noBuild, System.getenv()).functionFolder(directory);
    FunctionFolder folder =
        FunctionFolder.read(built, TreeCache.ofUser(word -> warn(err, word))::of);
    try (var client = new Client(to)) {
      var deployer = new Deployer(client, progress(err), parallel);
      Deployer.Deployed deployed = deployer.deploy(folder, allowBreaking);
      deployed.breaking().forEach(change -> err.println("warning: breaks callers: " + change));
      err.flush();
      print(command.commandLine().getOut(), to, deployed, visibility(client, deployed));
    }
    return 0;
  }

  private void check(CommandSpec command) {
    boolean priced = audience.submit || audience.list;
    String wrong = "";
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      wrong = "--parallel is not between 1 and " + MOST_PARALLEL;
    } else if (price == null ? priced : !priced && !audience.unlisted) {
      wrong = "--price DOLLARS goes with --submit and --list, which need it, and with --unlisted";
    } else if (price != null && price.signum() < 0) {
      wrong = "--price is negative";
    }
    if (!wrong.isEmpty()) {
      throw new ParameterException(command.commandLine(), wrong);
    }
  }

  private static void warn(PrintWriter err, String word) {
    err.println("hearth: " + word);
    err.flush();
  }

  private UploadProgress progress(PrintWriter err) {
    if (json) {
      return UploadProgress.SILENT;
    }
    return Boolean.getBoolean("hearth.terminal")
        ? new UploadBar(err, System::nanoTime)
        : new UploadLines(err, System::nanoTime);
  }

  /** The visibility after what was asked for. */
  private String visibility(Client client, Deployer.Deployed deployed) throws InterruptedException {
    var standing = new Standing(client);
    String function = deployed.function();
    String dollars = price == null ? null : price.toPlainString();
    if (audience.onlyOwner) {
      return standing.set(function, "private", null);
    }
    if (audience.unlisted) {
      return standing.set(function, "unlisted", dollars);
    }
    if (dollars == null) {
      return deployed.visibility();
    }
    String submitted = standing.submit(function, deployed.visibility(), dollars);
    if (!audience.list || submitted.equals("listed")) {
      return submitted;
    }
    try (var admin = new Client(connection.connect(Role.ADMIN))) {
      return Standing.list(admin, function, dollars);
    }
  }

  private void print(
      PrintWriter out, Connection to, Deployer.Deployed deployed, String visibility) {
    String page = to.console() + "/functions/" + deployed.function();
    if (json) {
      out.println(
          JsonObject.builder()
              .put("function", deployed.function())
              .put("version", deployed.version())
              .put("visibility", visibility)
              .put("created", deployed.created())
              .put("uploaded_bytes", deployed.uploadedBytes())
              .put("breaking", Json.JsonArray.ofStrings(deployed.breaking()))
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
