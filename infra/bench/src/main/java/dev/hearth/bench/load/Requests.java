package dev.hearth.bench.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP/1.1 requests as bytes. */
public record Requests(URI origin, String authorization) {
  /** A request without body. */
  public Step.Send get(String path) {
    return new Step.Send(bytes("GET", path, ""));
  }

  /** A request with a JSON body. */
  public Step.Send post(String path, String json) {
    return new Step.Send(bytes("POST", path, json));
  }

  private byte[] bytes(String method, String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        %s %s HTTP/1.1
        Host: %s
        Authorization: %s
        Content-Type: application/json
        Accept: application/json
        Content-Length: %d

        """
            .formatted(method, path, origin.getAuthority(), authorization, body.length)
            .replace("\n", "\r\n");
    return (head + json).getBytes(StandardCharsets.UTF_8);
  }
}
