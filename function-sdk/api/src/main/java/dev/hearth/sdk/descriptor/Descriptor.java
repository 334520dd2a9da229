package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler found in a function's code. Written to {@value #RESOURCE} in the function's jar
 * and carried in its manifest.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="descriptor"}
 *
 * @param name name within the account: 1 to 63 of {@code a-z 0-9 -}, beginning with a letter
 * @param entry what a worker starts with
 * @param batching how calls are grouped; size 1 for functions that aren't batched
 * @param concurrency calls that one worker runs at once
 * @param timeout longest time a call may run
 * @param examples inputs that show the endpoint {@code "/"} at work
 * @param access what the worker may know and reach beyond its own files
 * @param retry what happens to a call whose worker dies
 * @param scale how many workers its creator wishes for
 * @param weights what is said of the version's weights; folders that aren't named are allowed
 * @param health how it is asked whether it still works; null for a function that can't tell
 */
public record Descriptor(
    String name,
    String title,
    String summary,
    String category,
    Shape shape,
    Entry entry,
    List<Endpoint> endpoints,
    Batch batching,
    int concurrency,
    Needs resources,
    Bill billing,
    Duration timeout,
    List<JsonObject> examples,
    Access access,
    Retry retry,
    Scale scale,
    List<WeightSet> weights,
    @Nullable Health health) {
  /** Where the descriptor stands in a function's jar. */
  public static final String RESOURCE = "META-INF/hearth/descriptor.json";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  public Descriptor {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "function name \"" + name + "\" is not 1 to 63 of a-z 0-9 - beginning with a letter");
    }
    requireWithin("concurrency", concurrency, 1, 1_000);
    requireWithin("timeout seconds", timeout.toSeconds(), 1, 24 * 3600);
    requireWithin("endpoints", endpoints.size(), 1, 32);
    if (endpoints.stream().map(Endpoint::path).distinct().count() < endpoints.size()) {
      throw new IllegalArgumentException("an endpoint path stands twice");
    }
    for (Endpoint endpoint : endpoints) {
      Bill own = endpoint.billing();
      if (own != null && own.unit() != billing.unit()) {
        throw new IllegalArgumentException(
            "endpoint %s is billed by %s, its function by %s"
                .formatted(endpoint.path(), own.unit().word(), billing.unit().word()));
      }
    }
    requireWithin("weights", weights.size(), 0, 100);
    if (weights.stream().map(WeightSet::name).distinct().count() < weights.size()) {
      throw new IllegalArgumentException("weights of one name stand twice");
    }
    endpoints = List.copyOf(endpoints);
    examples = List.copyOf(examples);
    weights = List.copyOf(weights);
  }

  /** Of a function in Java that reaches nothing, is retried and scaled as usual. */
  public Descriptor(
      String name,
      String title,
      String summary,
      String category,
      Shape shape,
      String codecClass,
      List<Endpoint> endpoints,
      Batch batching,
      int concurrency,
      Needs resources,
      Bill billing,
      Duration timeout,
      List<JsonObject> examples) {
    this(
        name,
        title,
        summary,
        category,
        shape,
        new Entry.Codec(codecClass),
        endpoints,
        batching,
        concurrency,
        resources,
        billing,
        timeout,
        examples,
        Access.NONE,
        Retry.USUAL,
        Scale.USUAL,
        List.of(),
        null);
  }

  /**
   * How calls are grouped.
   *
   * @param maxSize most calls in a batch
   * @param key input fields that must be equal within a batch
   */
  public record Batch(int maxSize, List<String> key) {
    public Batch {
      requireWithin("batch size", maxSize, 1, 1_024);
      key = List.copyOf(key);
    }
  }

  /**
   * What one worker needs.
   *
   * @param cpus CPU threads
   * @param memoryBytes memory of the process
   * @param kernels whether it uses the platform layer {@code kernels}, which the node supplies
   * @param devices the devices that it can run on, at least one
   * @param gpu what a GPU must be for it, where it runs on one
   */
  public record Needs(
      int cpus, long memoryBytes, boolean kernels, Set<Device.Kind> devices, Gpu gpu) {
    private static final Set<Device.Kind> CPU_ONLY = Set.of(Device.Kind.CPU);

    public Needs {
      requireWithin("cpus", cpus, 1, 1_024);
      requireWithin("memory MiB", memoryBytes >> 20, 64, 4L << 20);
      if (devices.isEmpty()) {
        throw new IllegalArgumentException("a function runs on one device at least");
      }
      if (!gpu.equals(Gpu.ANY) && !devices.contains(Device.Kind.CUDA)) {
        throw new IllegalArgumentException("a function that needs a GPU names the device CUDA");
      }
      devices = Collections.unmodifiableSet(EnumSet.copyOf(devices));
    }

    /** On any GPU, where it runs on one. */
    public Needs(int cpus, long memoryBytes, boolean kernels, Set<Device.Kind> devices) {
      this(cpus, memoryBytes, kernels, devices, Gpu.ANY);
    }

    /** Of a function that runs on the CPU and brings all it uses. */
    public Needs(int cpus, long memoryBytes) {
      this(cpus, memoryBytes, false, CPU_ONLY);
    }

    private static Needs fromJson(JsonObject json) {
      return new Needs(
          json.require("cpus").asInt(),
          json.integer("memory_bytes"),
          json.get("kernels").map(Json::asBoolean).orElse(false),
          json.get("devices").map(Needs::devices).orElse(CPU_ONLY),
          json.get("gpu").map(Gpu::fromJson).orElse(Gpu.ANY));
    }

    private static Set<Device.Kind> devices(Json words) {
      return words.asArray().stream()
          .map(word -> Device.Kind.ofWord(word.asString()))
          .collect(Collectors.toSet());
    }

    private JsonObject toJson() {
      var json = JsonObject.builder().put("cpus", cpus).put("memory_bytes", memoryBytes);
      if (kernels) {
        json.put("kernels", Json.of(true));
      }
      if (!devices.equals(CPU_ONLY)) {
        json.put("devices", JsonArray.ofStrings(devices.stream().map(Device.Kind::word).toList()));
      }
      if (!gpu.equals(Gpu.ANY)) {
        json.put("gpu", gpu.toJson());
      }
      return json.build();
    }
  }

  /**
   * How calls are billed.
   *
   * @param maxMicroUnits most that one call can consume, in millionths of the unit
   * @param boundMedia input picture whose pixels × {@code boundFactor}² bound the units; empty for
   *     none
   * @param boundFactor whole-number input field; empty for none
   * @param boundField input field whose length, if it is a text, or value, if it is a number, times
   *     {@code boundMicroUnits} bounds the units; empty for none
   * @param boundMicroUnits micro-units for each character or each 1 of {@code boundField}; 0
   *     without
   */
  public record Bill(
      BillingUnit unit,
      long maxMicroUnits,
      String boundMedia,
      String boundFactor,
      String boundField,
      long boundMicroUnits) {
    private static final long MOST = 1_000_000_000_000L;

    public Bill {
      requireWithin("max micro-units", maxMicroUnits, 1, MOST);
      if (boundField.isEmpty()) {
        requireWithin("bound micro-units without a bound field", boundMicroUnits, 0, 0);
      } else {
        requireWithin("bound micro-units of " + boundField, boundMicroUnits, 1, MOST);
        if (unit == BillingUnit.REQUEST || !boundMedia.isEmpty()) {
          throw new IllegalArgumentException(
              "a bound field is for units other than request, and not beside a bound picture");
        }
      }
    }

    /** Whose bound no text or number of the input tells. */
    public Bill(BillingUnit unit, long maxMicroUnits, String boundMedia, String boundFactor) {
      this(unit, maxMicroUnits, boundMedia, boundFactor, "", 0);
    }

    static Bill fromJson(Json json) {
      JsonObject object = json.asObject();
      return new Bill(
          BillingUnit.ofWord(object.string("unit")),
          object.integer("max_micro_units"),
          text(object, "bound_media"),
          text(object, "bound_factor"),
          text(object, "bound_field"),
          object.get("bound_micro_units").map(Json::asLong).orElse(0L));
    }

    private static String text(JsonObject object, String member) {
      return object.get(member).map(Json::asString).orElse("");
    }

    JsonObject toJson() {
      var json =
          JsonObject.builder()
              .put("unit", unit.word())
              .put("max_micro_units", maxMicroUnits)
              .put("bound_media", boundMedia)
              .put("bound_factor", boundFactor);
      if (!boundField.isEmpty()) {
        json.put("bound_field", boundField).put("bound_micro_units", boundMicroUnits);
      }
      return json.build();
    }
  }

  /**
   * What happens to a call whose worker dies.
   *
   * @param attempts how often a call is begun at most; only deaths of the worker count, never what
   *     the function answers
   */
  public record Retry(int attempts) {
    /** Once again. */
    public static final Retry USUAL = new Retry(2);

    public Retry {
      requireWithin("attempts", attempts, 1, 10);
    }

    private static Retry fromJson(JsonObject json) {
      return new Retry(json.require("attempts").asInt());
    }

    private JsonObject toJson() {
      return JsonObject.builder().put("attempts", attempts).build();
    }
  }

  /** The endpoint of a path, if the function has it. */
  public Optional<Endpoint> endpoint(String path) {
    return endpoints.stream().filter(endpoint -> endpoint.path().equals(path)).findFirst();
  }

  /** How calls of one of its endpoints are billed. */
  public Bill billing(Endpoint endpoint) {
    Bill own = endpoint.billing();
    return own == null ? billing : own;
  }

  /** Inputs that show one of its endpoints at work. */
  public List<JsonObject> examples(Endpoint endpoint) {
    return endpoint.path().equals(Endpoint.ROOT) ? examples : endpoint.examples();
  }

  /** Reads a descriptor. */
  public static Descriptor fromJson(Json json) {
    JsonObject object = json.asObject();
    if (object.integer("descriptor_version") != 1) {
      throw new JsonException("this Hearth reads descriptor version 1 only");
    }
    JsonObject batching = object.object("batching");
    return new Descriptor(
        object.string("name"),
        object.string("title"),
        object.string("summary"),
        object.string("category"),
        Shape.ofWord(object.string("shape")),
        Entry.fromJson(object),
        object.array("endpoints").stream().map(Endpoint::fromJson).toList(),
        new Batch(
            batching.require("max_size").asInt(),
            batching.array("key").stream().map(Json::asString).toList()),
        object.require("concurrency").asInt(),
        Needs.fromJson(object.object("resources")),
        Bill.fromJson(object.require("billing")),
        Duration.ofSeconds(object.integer("timeout_seconds")),
        object.array("examples").stream().map(Json::asObject).toList(),
        object.get("access").map(Json::asObject).map(Access::fromJson).orElse(Access.NONE),
        object.get("retry").map(Json::asObject).map(Retry::fromJson).orElse(Retry.USUAL),
        object.get("scale").map(Scale::fromJson).orElse(Scale.USUAL),
        object.get("weights").map(Json::asArray).orElse(List.of()).stream()
            .map(WeightSet::fromJson)
            .toList(),
        object.get("health").map(Health::fromJson).orElse(null));
  }

  /**
   * This descriptor as JSON; {@link #fromJson} reads it back. A version is the digest of this text:
   * what older descriptors don't say stays unsaid.
   */
  public JsonObject toJson() {
    var json = JsonObject.builder();
    json.put("descriptor_version", 1)
        .put("name", name)
        .put("title", title)
        .put("summary", summary)
        .put("category", category)
        .put("shape", shape.word());
    entry.addTo(json);
    json.put("endpoints", new JsonArray(endpoints.stream().<Json>map(Endpoint::toJson).toList()))
        .put(
            "batching",
            JsonObject.builder()
                .put("max_size", batching.maxSize())
                .put("key", JsonArray.ofStrings(batching.key()))
                .build())
        .put("concurrency", concurrency)
        .put("resources", resources.toJson())
        .put("billing", billing.toJson())
        .put("timeout_seconds", timeout.toSeconds())
        .put("examples", new JsonArray(List.copyOf(examples)));
    if (!access.equals(Access.NONE)) {
      json.put("access", access.toJson());
    }
    if (!retry.equals(Retry.USUAL)) {
      json.put("retry", retry.toJson());
    }
    if (!scale.equals(Scale.USUAL)) {
      json.put("scale", scale.toJson());
    }
    if (!weights.isEmpty()) {
      json.put("weights", new JsonArray(weights.stream().<Json>map(WeightSet::toJson).toList()));
    }
    if (health != null) {
      json.put("health", health.toJson());
    }
    return json.build();
  }

  static void requireWithin(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s is %d, allowed are %d to %d".formatted(what, value, min, max));
    }
  }
}
