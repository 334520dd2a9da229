package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.form.InputForm;
import dev.hearth.marketplace.listing.ListedFunction;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.json.Json.JsonObject;
import jakarta.ws.rs.NotFoundException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** An endpoint of a function, as a page is about it. */
record ShownEndpoint(ListedFunction function, Endpoint endpoint) {

  /**
   * The endpoint of a path.
   *
   * @throws NotFoundException if the function has none there
   */
  static ShownEndpoint of(ListedFunction function, String path) {
    return function
        .descriptor()
        .endpoint(path)
        .map(endpoint -> new ShownEndpoint(function, endpoint))
        .orElseThrow(() -> new NotFoundException("no endpoint " + path + " of " + function.id()));
  }

  /** What callers name: {@code owner/name} or {@code owner/name/edit}. */
  String id() {
    return isRoot() ? function.id() : function.id() + path();
  }

  public String path() {
    return endpoint.path();
  }

  /** The page with its form. */
  public String url() {
    String page = "/functions/" + function.id();
    return isRoot()
        ? page
        : page + "?endpoint=" + URLEncoder.encode(path(), StandardCharsets.UTF_8);
  }

  private boolean isRoot() {
    return path().equals(Endpoint.ROOT);
  }

  InputForm form() {
    return InputForm.of(
        endpoint.input(), function.descriptor().examples(endpoint).stream().findFirst());
  }

  /** The first example, or else one made from the schema. */
  JsonObject example() {
    var examples = function.descriptor().examples(endpoint);
    return examples.isEmpty() ? form().sample() : examples.getFirst();
  }
}
