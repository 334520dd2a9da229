package dev.hearth.standalone.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A running installation, as {@code access.json} describes it.
 *
 * @param data its data folder
 */
record Installation(
    Path data, URI api, URI console, Caller creator, Caller developer, Caller admin) {
  static final ObjectMapper JSON = new ObjectMapper();

  static Installation read(Path data) throws IOException {
    JsonNode access = JSON.readTree(data.resolve("access.json").toFile());
    URI api = URI.create(access.required("api").textValue());
    URI console = URI.create(access.required("console").textValue());
    JsonNode keys = access.required("keys");
    return new Installation(
        data,
        api,
        console,
        caller(api, console, keys, "creator"),
        caller(api, console, keys, "developer"),
        caller(api, console, keys, "admin"));
  }

  private static Caller caller(URI api, URI console, JsonNode keys, String role) {
    return new Caller(api, console, keys.required(role).textValue());
  }

  /** The node's process that runs the named service or function. */
  Processes processes() {
    return new Processes(this);
  }
}
