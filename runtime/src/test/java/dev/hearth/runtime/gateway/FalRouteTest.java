package dev.hearth.runtime.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.gateway.FalRoute.Surface;
import dev.hearth.runtime.gateway.FalRoute.Target;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FalRouteTest {
  private static final JsonObject NONE = JsonObject.builder().build();
  private static final UUID ID = UUID.fromString("01a21020-57f5-73bc-a8e7-4f5f44798ed6");

  @Test
  void runsNameFunctionAndEndpoint() {
    assertEquals(
        new FalRoute.Run(new Target("hearth", "upscale", "/")), run("POST", "/hearth/upscale"));
    assertEquals(
        new FalRoute.Run(new Target("hearth", "upscale", "/")), run("POST", "/hearth/upscale/"));
    assertEquals(
        new FalRoute.Run(new Target("hearth", "flux", "/dev/edit")),
        run("POST", "/hearth/flux/dev/edit"));
  }

  @Test
  void streamsNameTheEndpointBeforeTheirSuffix() {
    assertEquals(
        new FalRoute.Stream(new Target("hearth", "upscale", "/")),
        run("POST", "/hearth/upscale/stream"));
    assertEquals(
        new FalRoute.Stream(new Target("hearth", "upscale", "/")),
        run("POST", "/hearth/upscale/stream/"));
    assertEquals(
        new FalRoute.Stream(new Target("hearth", "flux", "/dev/edit")),
        run("POST", "/hearth/flux/dev/edit/stream"));
    assertEquals(
        new FalRoute.Run(new Target("hearth", "stream", "/")), run("POST", "/hearth/stream"));
    assertEquals(
        new FalRoute.Run(new Target("hearth", "up", "/upstream")),
        run("POST", "/hearth/up/upstream"));
    assertEquals(new FalRoute.Unknown(), run("GET", "/hearth/upscale/stream"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hearth/upscale/requests/", "/hearth/upscale/edit/requests/"})
  void requestsAreFoundWhateverStandsBefore(String prefix) {
    String path = prefix + ID;
    assertEquals(new FalRoute.Result(ID), queue("GET", path));
    assertEquals(new FalRoute.Result(ID), queue("GET", path + "/"));
    assertEquals(new FalRoute.Result(ID), queue("GET", path + "/response"));
    assertEquals(new FalRoute.Status(ID), queue("GET", path + "/status"));
    assertEquals(new FalRoute.Status(ID), queue("GET", path + "/status/"));
    assertEquals(new FalRoute.StatusStream(ID), queue("GET", path + "/status/stream"));
    assertEquals(new FalRoute.Cancel(ID), queue("PUT", path + "/cancel"));
  }

  @Test
  void submitsNameFunctionAndEndpoint() {
    assertEquals(
        new FalRoute.Submit(new Target("hearth", "upscale", "/")),
        queue("POST", "/hearth/upscale"));
    assertEquals(
        new FalRoute.Submit(new Target("me", "requests", "/")), queue("POST", "/me/requests"));
  }

  /** Whatever path a descriptor may have, made of the protocol's own words, can be called. */
  @ParameterizedTest
  @MethodSource("pathsOfTheProtocolsWords")
  void pathsThatDescriptorsTakeReachTheirEndpoint(String path) {
    boolean taken;
    try {
      taken = new Endpoint(path, NONE, NONE).path().equals(path);
    } catch (IllegalArgumentException e) {
      taken = false;
    }
    var target = new Target("me", "paint", path);
    boolean reached =
        run("POST", "/me/paint" + path).equals(new FalRoute.Run(target))
            && run("POST", "/me/paint" + path + "/stream").equals(new FalRoute.Stream(target))
            && queue("POST", "/me/paint" + path).equals(new FalRoute.Submit(target))
            && queue("GET", "/me/paint" + path + "/requests/" + ID).equals(new FalRoute.Result(ID));
    assertTrue(!taken || reached, path);
  }

  static Stream<String> pathsOfTheProtocolsWords() {
    List<String> words =
        List.of(
            "edit",
            "requests",
            "stream",
            "realtime",
            "status",
            "cancel",
            "response",
            "run",
            "queue",
            "rest",
            "ws",
            "storage",
            "upload",
            "initiate",
            "tokens",
            "webhooks",
            ID.toString());
    return words.stream()
        .flatMap(
            first ->
                Stream.concat(
                    Stream.of("/" + first),
                    words.stream().map(second -> "/" + first + "/" + second)));
  }

  @Test
  void idsThatAreNoneNameNoRequest() {
    assertEquals(new FalRoute.NoRequest(), queue("GET", "/hearth/upscale/requests/1/status"));
    assertEquals(new FalRoute.NoRequest(), queue("PUT", "/a/b/requests/%2e%2e/cancel"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/hearth", "//", "/hearth//"})
  void shortPathsAreUnknown(String path) {
    assertEquals(new FalRoute.Unknown(), run("POST", path));
    assertEquals(new FalRoute.Unknown(), queue("POST", path));
  }

  @Test
  void otherMethodsAreUnknown() {
    assertEquals(new FalRoute.Unknown(), run("GET", "/hearth/upscale"));
    assertEquals(new FalRoute.Unknown(), queue("GET", "/hearth/upscale"));
    assertEquals(new FalRoute.Unknown(), queue("POST", "/a/b/requests/" + ID + "/cancel"));
    assertEquals(
        new FalRoute.Unknown(), FalRoute.parse(Surface.REST, "GET", "/storage/upload/initiate"));
  }

  private static FalRoute run(String method, String path) {
    return FalRoute.parse(Surface.RUN, method, path);
  }

  private static FalRoute queue(String method, String path) {
    return FalRoute.parse(Surface.QUEUE, method, path);
  }
}
