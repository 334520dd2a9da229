package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.form.PrettyJson;
import dev.hearth.sdk.json.Json.JsonObject;

/** Programs that call a function, ready to paste. */
record Snippets(String curl, String javascript, String java) {

  /**
   * Programs for an endpoint.
   *
   * @param api origin of the API
   */
  static Snippets of(ShownEndpoint endpoint, String api) {
    JsonObject input = endpoint.example();
    return new Snippets(
        curl(endpoint.id(), api, input),
        javascript(endpoint.id(), api, input),
        java(endpoint.id(), api, input));
  }

  private static String curl(String id, String api, JsonObject input) {
    return """
    curl %s/run/%s \\
      -H "Authorization: Key $FAL_KEY" \\
      -H "Content-Type: application/json" \\
      -d '%s'
    """
        .formatted(api, id, PrettyJson.print(input).replace("'", "'\\''"));
  }

  private static String javascript(String id, String api, JsonObject input) {
    return """
    import { createFalClient } from "@fal-ai/client";

    const fal = createFalClient({
      credentials: process.env.FAL_KEY,
      proxyUrl: { url: "%s/api/fal/proxy", when: "always" },
    });

    const { data, requestId } = await fal.subscribe("%s", {
      input: %s,
      logs: true,
      onQueueUpdate: (update) => console.log(update.status),
    });
    console.log(requestId, data);
    """
        .formatted(api, id, indent(PrettyJson.print(input), "  "));
  }

  private static String java(String id, String api, JsonObject input) {
    String text = PrettyJson.print(input).replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    return """
    import dev.hearth.sdk.client.HearthClient;
    import dev.hearth.sdk.json.Json;
    import java.net.URI;

    // With hearth-client on the class path; the key is in FAL_KEY.
    void main() {
      var input = Json.parse(\"""
          %s\""");
      var api = URI.create("%s");
      try (var client = HearthClient.builder().api(api).fromEnvironment().build()) {
        var result = client.function("%s").subscribe(input);
        IO.println(result.requestId() + " " + result.json().print());
      }
    }
    """
        .formatted(indent(text, "      "), api, id);
  }

  private static String indent(String text, String by) {
    return text.replace("\n", "\n" + by);
  }
}
