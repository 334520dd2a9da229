package dev.hearth.sdk.cli.connection;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an installation, as it stands in its {@code access.json}.
 *
 * @param api origin of fal's protocol
 * @param console origin of pages and of {@code /v1}
 * @param keys one key per role
 * @param tls how to reach fal's protocol over TLS; null where it isn't served so
 */
public record Access(URI api, URI console, Map<Role, String> keys, @Nullable Tls tls) {
  /** Name of the file in the data folder. */
  public static final String FILE = "access.json";

  public Access {
    keys = Map.copyOf(keys);
  }

  /**
   * The API over TLS.
   *
   * @param api its origin
   * @param port where fal's hosts are served too
   * @param ca certificate of the CA that clients must trust
   */
  public record Tls(URI api, int port, Path ca) {
    private JsonObject toJson() {
      return JsonObject.builder()
          .put("api", api.toString())
          .put("port", port)
          .put("ca", ca.toString())
          .build();
    }

    private static Tls fromJson(JsonObject json) {
      return new Tls(
          URI.create(json.string("api")), json.require("port").asInt(), Path.of(json.string("ca")));
    }
  }

  /** What the file of a data folder says; empty when the installation was never started. */
  public static Optional<Access> read(Path data) {
    Path file = data.resolve(FILE);
    try {
      return Optional.of(fromJson(Json.parseObject(Files.readString(file))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CommandFailure(file + " can't be read: " + e.getMessage(), e);
    } catch (JsonException | IllegalArgumentException e) {
      throw new CommandFailure(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /** This access as the file holds it. */
  public JsonObject toJson() {
    var byRole = JsonObject.builder();
    for (Role role : Role.values()) {
      String key = keys.get(role);
      if (key != null) {
        byRole.put(role.word(), key);
      }
    }
    var json =
        JsonObject.builder()
            .put("api", api.toString())
            .put("console", console.toString())
            .put("keys", byRole.build());
    if (tls != null) {
      json.put("tls", tls.toJson());
    }
    return json.build();
  }

  private static Access fromJson(JsonObject json) {
    var keys = new EnumMap<Role, String>(Role.class);
    JsonObject byRole = json.object("keys");
    for (Role role : Role.values()) {
      byRole.get(role.word()).ifPresent(key -> keys.put(role, key.asString()));
    }
    Tls tls = json.get("tls").isPresent() ? Tls.fromJson(json.object("tls")) : null;
    return new Access(
        URI.create(json.string("api")), URI.create(json.string("console")), keys, tls);
  }
}
