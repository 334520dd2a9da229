package dev.hearth.sdk.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors come from creators: they come back as they went, or are refused. */
class DescriptorTest {

  @Provide
  static Arbitrary<Descriptor> descriptors() {
    return Descriptors.withWeights();
  }

  @Property(tries = 300)
  void descriptorComesBack(@ForAll("descriptors") Descriptor descriptor) {
    String text = descriptor.toJson().print();
    Descriptor back = Descriptor.fromJson(Json.parse(text));
    assertEquals(descriptor, back);
    assertEquals(text, back.toJson().print());
  }

  @Test
  void missingOrMistypedMembersAreRefused() {
    JsonObject whole = Descriptors.named("a").toJson();
    for (String name : whole.members().keySet()) {
      boolean optional = name.equals("examples");
      JsonObject without = whole.with(name, Json.JsonNull.INSTANCE);
      if (!optional) {
        assertRefused(without, name);
      }
      assertRefused(whole.with(name, Json.of(true)), name);
      assertRefused(whole.with(name, Json.parse("[[]]")), name);
    }
  }

  private static void assertRefused(Json json, String what) {
    RuntimeException refusal =
        assertThrows(RuntimeException.class, () -> Descriptor.fromJson(json), what);
    assertTrue(
        refusal instanceof JsonException || refusal instanceof IllegalArgumentException,
        () -> what + ": " + refusal);
  }

  @Test
  void whatIsAsUsualStaysUnsaid() {
    JsonObject plain = Descriptors.named("a").toJson();
    for (String member : List.of("access", "retry", "scale", "weights", "health")) {
      assertTrue(plain.get(member).isEmpty(), plain::print);
    }
    assertEquals(
        Set.of("path", "input", "output"),
        plain.array("endpoints").getFirst().asObject().members().keySet());
    assertEquals(Set.of("cpus", "memory_bytes"), plain.object("resources").members().keySet());
  }

  @Test
  void whatAHealthCheckDoesNotSayIsAsUsual() {
    JsonObject plain = Descriptors.named("a").toJson();
    assertEquals(
        Health.USUAL, Descriptor.fromJson(plain.with("health", Json.parse("{}"))).health());
  }

  @Test
  void descriptorHasOneEntry() {
    JsonObject java = Descriptors.named("a").toJson();
    Json command = Json.parse("[\"python3\",\"main.py\"]");
    assertRefused(java.with("command", command), "two entries");
    JsonObject program = java.with("codec_class", Json.JsonNull.INSTANCE).with("command", command);
    assertEquals(
        new Entry.Program(List.of("python3", "main.py")), Descriptor.fromJson(program).entry());
    assertRefused(program.with("command", Json.parse("[]")), "no word");
    assertRefused(program.with("command", Json.parse("[\"\"]")), "an empty word");
    assertRefused(program.with("command", Json.parse("[\"a\\u0000b\"]")), "a NUL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A.example",
        "a..example",
        "-a.example",
        "*",
        "*.",
        "a.*.example",
        "http://a.example",
        "a.example/",
        "a.example:0",
        "a.example:65536",
        "a.example:443:1",
        "a example",
        "a.example\n"
      })
  void egressNamesAHost(String host) {
    assertThrows(IllegalArgumentException.class, () -> new Access(List.of(), List.of(host)), host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1A", "A-B", "A B", "A\n"})
  void secretHasAnEnvironmentName(String name) {
    assertThrows(IllegalArgumentException.class, () -> new Access(List.of(name), List.of()), name);
  }

  @Test
  void accessStandsOnce() {
    assertThrows(IllegalArgumentException.class, () -> new Access(List.of("A", "A"), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | \"A\"",
        "name | \"\"",
        "name | \"-a\"",
        "name | \"9a\"",
        "name | \"a_b\"",
        "name | \"a/b\"",
        "name | \"a\\n\"",
        "descriptor_version | 2",
        "shape | \"UNARY\"",
        "shape | \"none\"",
        "concurrency | 0",
        "concurrency | 1001",
        "concurrency | 1.5",
        "timeout_seconds | 0",
        "timeout_seconds | 86401",
        "timeout_seconds | 9223372036854775807",
        "endpoints | []",
        "batching | {\"max_size\":0,\"key\":[]}",
        "batching | {\"max_size\":1025,\"key\":[]}",
        "health | {\"timeout_seconds\":0}",
        "health | {\"timeout_seconds\":61}",
        "health | {\"start_period_seconds\":-1}",
        "health | {\"start_period_seconds\":3601}",
        "health | {\"failure_threshold\":0}",
        "health | {\"failure_threshold\":101}",
        "health | {\"regularly\":1}",
        "health | true",
        "resources | {\"cpus\":0,\"memory_bytes\":536870912}",
        "resources | {\"cpus\":1,\"memory_bytes\":1}",
        "resources | {\"cpus\":1,\"memory_bytes\":-1}",
        "resources | {\"cpus\":1,\"memory_bytes\":536870912,\"kernels\":\"yes\"}",
        "resources | {\"cpus\":1,\"memory_bytes\":536870912,\"devices\":[]}",
        "resources | {\"cpus\":1,\"memory_bytes\":536870912,\"devices\":\"cuda\"}",
        "resources | {\"cpus\":1,\"memory_bytes\":536870912,\"devices\":[\"tpu\"]}",
        "resources | {\"cpus\":1,\"memory_bytes\":536870912,\"gpu\":{\"memory_bytes\":1073741824}}",
        "resources |"
            + " {\"cpus\":1,\"memory_bytes\":536870912,\"devices\":[\"cuda\"],\"gpu\":{\"memory_bytes\":-1073741824}}",
        "resources |"
            + " {\"cpus\":1,\"memory_bytes\":536870912,\"devices\":[\"cuda\"],\"gpu\":{\"kinds\":[\""
            + " \"]}}",
        "scale | {\"keep_alive_seconds\":-1}",
        "scale | {\"keep_alive_seconds\":86401}",
        "scale | {\"min_workers\":-1}",
        "scale | {\"min_workers\":2,\"max_workers\":1}",
        "scale | {\"max_workers\":1001}",
        "retry | {\"attempts\":0}",
        "retry | {\"attempts\":11}",
        "weights | [{\"name\":\"\"}]",
        "weights | [{\"name\":\"../a\"}]",
        "weights | [{\"name\":\"a/b\"}]",
        "weights | [{\"name\":\"a\"},{\"name\":\"a\"}]",
        "weights | [{\"name\":\"a\",\"files\":[\"../b\"]}]",
        "weights | [{\"name\":\"a\",\"files\":[\"b\",\"b\"]}]",
        "weights | [{\"name\":\"a\",\"digest\":\"12\"}]",
        "weights | [{\"name\":\"a\",\"source\":\"javascript:alert(1)\"}]",
        "weights | [{\"name\":\"a\",\"source\":\"https:\"}]",
        "weights | [{\"name\":\"a\",\"source\":\"https://e/ x\"}]",
        "billing |"
            + " {\"unit\":\"request\",\"max_micro_units\":0,\"bound_media\":\"\",\"bound_factor\":\"\"}",
        "billing |"
            + " {\"unit\":\"wish\",\"max_micro_units\":1,\"bound_media\":\"\",\"bound_factor\":\"\"}",
      })
  void valuesOutOfBoundsAreRefused(String member, String value) {
    assertRefused(Descriptors.named("a").toJson().with(member, Json.parse(value)), value);
  }

  /** A version is the digest of its manifest, so one that is stored must print as it was read. */
  @Test
  void descriptorFromBeforeDevicesRunsOnTheCpuAndPrintsAsItWas() {
    String stored = "{\"cpus\":1,\"memory_bytes\":536870912}";
    Descriptor read =
        Descriptor.fromJson(Descriptors.named("a").toJson().with("resources", Json.parse(stored)));
    assertEquals(
        new Descriptor.Needs(1, 512L << 20, false, Set.of(Device.Kind.CPU)), read.resources());
    assertEquals(stored, read.toJson().object("resources").print());
  }

  @Test
  void kernelsAndDevicesStandInTheJson() {
    String text =
        "{\"cpus\":1,\"memory_bytes\":536870912,\"kernels\":true,\"devices\":[\"cpu\",\"cuda\"]}";
    Descriptor read =
        Descriptor.fromJson(Descriptors.named("a").toJson().with("resources", Json.parse(text)));
    assertEquals(
        new Descriptor.Needs(1, 512L << 20, true, Set.of(Device.Kind.CUDA, Device.Kind.CPU)),
        read.resources());
    assertEquals(text, read.toJson().object("resources").print());
  }

  @Test
  void nameIsAtMost63Long() {
    assertEquals(63, Descriptors.named("a".repeat(63)).name().length());
    assertThrows(IllegalArgumentException.class, () -> Descriptors.named("a".repeat(64)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/edit", "/a/b.c/d_e/f-1"})
  void endpointPaths(String path) {
    assertEquals(path, new Endpoint(path, Descriptors.SCHEMA, Descriptors.SCHEMA).path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "edit",
        "//",
        "/a/",
        "/..",
        "/a/../b",
        "/A",
        "/a b",
        "/a/b/c/d/e",
        "/requests",
        "/a/requests",
        "/requests/a",
        "/stream",
        "/edit/stream",
        "/realtime",
        "/a/b/realtime"
      })
  void pathsThatAreNone(String path) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Endpoint(path, Descriptors.SCHEMA, Descriptors.SCHEMA));
  }

  @ParameterizedTest
  @CsvSource({
    "/edit/stream, how callers ask for its partial outputs",
    "/realtime, how callers ask for its realtime form",
    "/a/requests, what follows /requests/ in a URL names a request"
  })
  void pathsOfTheWireProtocolSayWhatTheyMean(String path, String meaning) {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Endpoint(path, Descriptors.SCHEMA, Descriptors.SCHEMA));
    assertTrue(String.valueOf(refused.getMessage()).contains(meaning), refused::getMessage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/streams", "/stream/a", "/realtime/a", "/upstream", "/status", "/cancel"})
  void pathsThatOnlyLookLikeTheWireProtocols(String path) {
    assertEquals(path, new Endpoint(path, Descriptors.SCHEMA, Descriptors.SCHEMA).path());
  }

  @Test
  void endpointPathsAreDistinct() {
    JsonObject whole = Descriptors.named("a").toJson();
    Json endpoint = whole.array("endpoints").getFirst();
    assertRefused(
        whole.with("endpoints", new Json.JsonArray(List.of(endpoint, endpoint))), "twice");
  }

  @Test
  void endpointOfASchemaThatIsNoneIsRefused() {
    JsonObject none = Json.parseObject("{\"type\":\"object\"}");
    JsonObject broken = Json.parseObject("{\"properties\":[]}");
    assertThrows(JsonException.class, () -> new Endpoint("/", broken, none));
    assertTrue(Descriptors.named("a").endpoint("/edit").isEmpty());
  }
}
