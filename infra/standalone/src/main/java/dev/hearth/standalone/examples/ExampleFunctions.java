package dev.hearth.standalone.examples;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.deploy.Deployer;
import dev.hearth.sdk.cli.deploy.FunctionFolder;
import dev.hearth.sdk.cli.deploy.UploadProgress;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.standalone.install.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The functions that every installation starts with. Each is listed once; afterwards its price is
 * the admin's business.
 */
public final class ExampleFunctions {
  private static final Map<String, String> PRICES =
      Map.of(
          "moderate", "0.0002",
          "noop", "0.000001",
          "remove-background", "0.0005",
          "speak", "0.002",
          "upscale", "0.001");

  private final Path memory;
  private final Client creator;

  /**
   * Prepares to publish.
   *
   * @param memory file that remembers what was published
   */
  public ExampleFunctions(Path memory, Client creator) {
    this.memory = memory;
    this.creator = creator;
  }

  /** Publishes what isn't yet, and says which functions were new. */
  public List<String> publish(List<Path> folders) throws IOException, InterruptedException {
    var published = new java.util.ArrayList<String>();
    for (Path folder : folders) {
      String name = String.valueOf(folder.getFileName());
      String known = published().get(name).map(Json::asString).orElse("");
      FunctionFolder function = FunctionFolder.read(folder);
      String version = function.manifest().version().hex();
      if (!known.equals(version)) {
        var deployer = new Deployer(creator, UploadProgress.SILENT);
        Deployer.Deployed deployed = deployer.deploy(function);
        String price = PRICES.get(name);
        if (known.isEmpty() && price != null) {
          var _ = deployer.list(deployed.function(), price);
        }
        PrivateFiles.write(memory, published().with(name, Json.of(version)).print() + "\n");
        published.add(deployed.function());
      }
    }
    return published;
  }

  private JsonObject published() throws IOException {
    try {
      return Json.parseObject(Files.readString(memory));
    } catch (NoSuchFileException e) {
      return JsonObject.builder().build();
    }
  }
}
