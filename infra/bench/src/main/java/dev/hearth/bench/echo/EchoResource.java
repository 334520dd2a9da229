package dev.hearth.bench.echo;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletionStage;

/** Answers JSON with itself. */
@Path("/")
public final class EchoResource {
  private final Hop hop;

  EchoResource(Hop hop) {
    this.hop = hop;
  }

  /** Reads and writes JSON, and nothing else. */
  @POST
  @Path("echo")
  public JsonNode echo(JsonNode body) {
    return body;
  }

  /** The same by way of another process. */
  @POST
  @Path("hop")
  public CompletionStage<JsonNode> hop(JsonNode body) {
    return hop.send(body);
  }
}
