package dev.hearth.runtime.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.hearth.runtime.gateway.FalRoute.Surface;
import dev.hearth.runtime.gateway.FalRoute.Target;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FalRouteTest {
  private static final UUID ID = UUID.fromString("01988888-0000-7000-8000-000000000000");

  private static FalRoute queue(String method, String path) {
    return FalRoute.parse(Surface.QUEUE, method, path);
  }

  @Test
  void functionsHaveOwnerNameAndPath() {
    assertEquals(
        new FalRoute.Run(new Target("a", "b", "/")), FalRoute.parse(Surface.RUN, "POST", "/a/b"));
    assertEquals(
        new FalRoute.Run(new Target("a", "b", "/c/d")),
        FalRoute.parse(Surface.RUN, "POST", "/a/b/c/d/"));
    assertEquals(new FalRoute.Submit(new Target("a", "b", "/")), queue("POST", "/a/b/"));
    assertEquals(new FalRoute.Unknown(), FalRoute.parse(Surface.RUN, "POST", "/a"));
    assertEquals(new FalRoute.Unknown(), FalRoute.parse(Surface.RUN, "DELETE", "/a/b"));
  }

  @Test
  void requestsAreFoundOnTheirIdAlone() {
    for (String prefix : new String[] {"/a/b/requests/", "/a/b/c/requests/", "/x/y/z/w/requests/"}) {
      for (String end : new String[] {"", "/"}) {
        assertEquals(new FalRoute.Result(ID), queue("GET", prefix + ID + end));
        assertEquals(new FalRoute.Result(ID), queue("GET", prefix + ID + "/response" + end));
        assertEquals(new FalRoute.Status(ID), queue("GET", prefix + ID + "/status" + end));
        assertEquals(
            new FalRoute.StatusStream(ID), queue("GET", prefix + ID + "/status/stream" + end));
        assertEquals(new FalRoute.Cancel(ID), queue("PUT", prefix + ID + "/cancel" + end));
      }
    }
    assertEquals(new FalRoute.NoRequest(), queue("GET", "/a/b/requests/nonsense/status"));
    assertEquals(new FalRoute.Unknown(), queue("POST", "/a/b/requests/" + ID));
  }

  @Property
  void everyPathParses(
      @ForAll @StringLength(max = 60) String path, @ForAll Surface surface) {
    for (String method : new String[] {"GET", "POST", "PUT", "PATCH"}) {
      assertNotNull(FalRoute.parse(surface, method, "/" + path));
    }
  }

  @Property
  void whatIsBuiltIsFoundAgain(@ForAll("words") String owner, @ForAll("words") String name) {
    assertEquals(
        new FalRoute.Submit(new Target(owner, name, "/")), queue("POST", "/" + owner + "/" + name));
    assertEquals(
        new FalRoute.Status(ID),
        queue("GET", "/" + owner + "/" + name + "/requests/" + ID + "/status"));
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> words() {
    return net.jqwik.api.Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMinLength(1)
        .ofMaxLength(20)
        .filter(word -> !word.equals("requests"));
  }
}
