package dev.hearth.standalone.examples;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.deploy.Deployer;
import dev.hearth.sdk.cli.deploy.FunctionFolder;
import dev.hearth.sdk.cli.deploy.Standing;
import dev.hearth.sdk.cli.deploy.UploadProgress;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.standalone.install.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions that every installation starts with. Each is listed once; afterwards its price is
 * the admin's business.
 */
public final class ExampleFunctions {
  private static final Map<String, String> PRICES =
      Map.of(
          "moderate", "0.0002",
          "noop", "0.000001",
          "qr-code", "0.0001",
          "remove-background", "0.0005",
          "speak", "0.002",
          "text-to-image", "0.002",
          "upscale", "0.001");

  private final Path memory;
  private final Client creator;
  private final Client admin;

  /**
   * Prepares to publish.
   *
   * @param memory file that remembers what was published
   * @param admin lists what the creator submits
   */
  public ExampleFunctions(Path memory, Client creator, Client admin) {
    this.memory = memory;
    this.creator = creator;
    this.admin = admin;
  }

  /**
   * What came of publishing.
   *
   * @param functions that were new
   * @param leftOut sentences about those that this machine can't run
   */
  public record Published(List<String> functions, List<String> leftOut) {}

  /** Publishes what isn't yet and can run here. */
  public Published publish(List<Path> folders) throws IOException, InterruptedException {
    var published = new ArrayList<String>();
    var leftOut = new ArrayList<String>();
    for (Path folder : folders) {
      FunctionFolder function = FunctionFolder.read(folder);
      Entry entry = function.manifest().descriptor().entry();
      Optional<String> missing = MissingProgram.of(entry, MissingProgram.FOLDERS);
      if (missing.isPresent()) {
        leftOut.add(
            "%s is left out: it runs %s, which isn't installed (on Debian: apt-get install %s)"
                .formatted(folder.getFileName(), missing.get(), missing.get()));
      } else {
        publish(String.valueOf(folder.getFileName()), function).ifPresent(published::add);
      }
    }
    return new Published(published, leftOut);
  }

  /** Publishes a function, unless this version is known, and returns its full name. */
  private Optional<String> publish(String name, FunctionFolder function)
      throws IOException, InterruptedException {
    String known = published().get(name).map(Json::asString).orElse("");
    String version = function.manifest().version().hex();
    if (known.equals(version)) {
      return Optional.empty();
    }
    var deployer = new Deployer(creator, UploadProgress.SILENT);
    Deployer.Deployed deployed = deployer.deploy(function, true);
    String price = PRICES.get(name);
    if (known.isEmpty() && price != null) {
      String _ = new Standing(creator).submit(deployed.function(), deployed.visibility(), price);
      String _ = Standing.list(admin, deployed.function(), price);
    }
    PrivateFiles.write(memory, published().with(name, Json.of(version)).print() + "\n");
    return Optional.of(deployed.function());
  }

  private JsonObject published() throws IOException {
    try {
      return Json.parseObject(Files.readString(memory));
    } catch (NoSuchFileException e) {
      return JsonObject.builder().build();
    }
  }
}
