package dev.hearth.standalone.install;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ports of an installation, kept so that its URLs stay the same.
 *
 * @param api fal's protocol
 * @param console pages and {@code /v1}
 * @param internal between runtime and marketplace
 * @param postgres database
 * @param tls fal's protocol over TLS; null where it was never served so
 */
public record Ports(int api, int console, int internal, int postgres, @Nullable Integer tls) {
  /** The ports of a new installation. */
  public static final Ports USUAL = new Ports(8080, 8081, 8082, 8083, null);

  /** The port of TLS, unless it is told otherwise. */
  static final int USUAL_TLS = 8443;

  private static final String FILE = "ports.json";

  /** The ports of an installation's last start. */
  public static Optional<Ports> read(Path data) throws IOException {
    try {
      JsonObject json = Json.parseObject(Files.readString(data.resolve(FILE)));
      return Optional.of(
          new Ports(
              json.require("api").asInt(),
              json.require("console").asInt(),
              json.require("internal").asInt(),
              json.require("postgres").asInt(),
              json.get("tls").map(Json::asInt).orElse(null)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Keeps these ports for the next start. */
  public void write(Path data) throws IOException {
    var json =
        JsonObject.builder()
            .put("api", api)
            .put("console", console)
            .put("internal", internal)
            .put("postgres", postgres);
    if (tls != null) {
      json.put("tls", tls);
    }
    PrivateFiles.write(data.resolve(FILE), json.build().print() + "\n");
  }
}
