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

/**
 * How to reach an installation, as it stands in its {@code access.json}.
 *
 * @param api origin of fal's protocol
 * @param console origin of pages and of {@code /v1}
 * @param keys one key per role
 */
public record Access(URI api, URI console, Map<Role, String> keys) {
  /** Name of the file in the data folder. */
  public static final String FILE = "access.json";

  public Access {
    keys = Map.copyOf(keys);
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
    return JsonObject.builder()
        .put("api", api.toString())
        .put("console", console.toString())
        .put("keys", byRole.build())
        .build();
  }

  private static Access fromJson(JsonObject json) {
    var keys = new EnumMap<Role, String>(Role.class);
    JsonObject byRole = json.object("keys");
    for (Role role : Role.values()) {
      byRole.get(role.word()).ifPresent(key -> keys.put(role, key.asString()));
    }
    return new Access(URI.create(json.string("api")), URI.create(json.string("console")), keys);
  }
}
