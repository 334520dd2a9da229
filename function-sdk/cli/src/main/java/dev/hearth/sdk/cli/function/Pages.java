package dev.hearth.sdk.cli.function;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads lists that the console gives page by page. */
final class Pages {
  /** More than anybody reads; a server that never ends must not keep us. */
  private static final int MOST_PAGES = 100;

  private final Client client;

  Pages(Client client) {
    this.client = client;
  }

  /**
   * All elements of a list, which is that member of each page.
   *
   * @param query parameters by name
   */
  List<Json> all(String path, String member, Map<String, String> query)
      throws InterruptedException {
    var parameters = new StringBuilder("?limit=100");
    query.forEach((name, value) -> parameters.append("&" + name + "=" + encode(value)));
    var found = new ArrayList<Json>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonObject answer =
          client
              .get(client.console(path + parameters + "&cursor=" + encode(cursor)))
              .orFail("asking for " + member)
              .json()
              .asObject();
      found.addAll(answer.array(member));
      if (!(answer.get("next_cursor").orElse(null) instanceof JsonString(var next))) {
        break;
      }
      cursor = next;
    }
    return found;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
