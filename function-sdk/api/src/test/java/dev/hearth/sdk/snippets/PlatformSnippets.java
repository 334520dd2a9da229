package dev.hearth.sdk.snippets;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobHasher;
import dev.hearth.sdk.blob.BlobTree;
import dev.hearth.sdk.compat.Break;
import dev.hearth.sdk.compat.Compatibility;
import dev.hearth.sdk.descriptor.Access;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.descriptor.Gpu;
import dev.hearth.sdk.descriptor.Health;
import dev.hearth.sdk.descriptor.MediaLimits;
import dev.hearth.sdk.descriptor.MediaPlaces;
import dev.hearth.sdk.descriptor.Scale;
import dev.hearth.sdk.descriptor.Unions;
import dev.hearth.sdk.descriptor.WeightSet;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaCodec;
import dev.hearth.sdk.schema.SnakeCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What platforms and tools do with the API. */
public final class PlatformSnippets {
  private PlatformSnippets() {}

  // @start region="json"
  static Json json(String text) {
    JsonObject whole = Json.parseObject(text); // {"name":"a","sizes":[1,2]}
    String name = whole.string("name");
    int first = whole.array("sizes").getFirst().asInt();
    return JsonObject.builder().put("name", name).put("size", first).build();
  }

  // @end

  // @start region="descriptor"
  static List<String> describe(Path jarsDescriptor) throws IOException {
    Descriptor descriptor = Descriptor.fromJson(Json.parse(Files.readString(jarsDescriptor)));
    var lines = new ArrayList<String>();
    for (Endpoint endpoint : descriptor.endpoints()) {
      lines.add(endpoint.path() + " in " + descriptor.billing(endpoint).unit().word());
    }
    switch (descriptor.entry()) {
      case Entry.Codec(String className) -> lines.add("Java, by " + className);
      case Entry.Program(List<String> command) -> lines.add(String.join(" ", command));
    }
    return lines;
  }

  // @end

  // @start region="wishes"
  static boolean runsHere(Descriptor descriptor, String gpuName, long gpuBytes) {
    Gpu gpu = descriptor.resources().gpu();
    Scale scale = descriptor.scale();
    Access access = descriptor.access();
    List<String> licences = descriptor.weights().stream().map(WeightSet::licence).toList();
    return gpu.admits(gpuName, gpuBytes)
        && scale.minWorkers() <= 1
        && access.egress().isEmpty()
        && !licences.contains("AGPL-3.0");
  }

  // @end

  // @start region="health"
  static Duration longestUnnoticed(Descriptor descriptor, Duration period) {
    Health health = descriptor.health();
    return health == null
        ? Duration.ofDays(365)
        : period.multipliedBy(health.failureThreshold()).plus(health.timeout());
  }

  // @end

  // @start region="media"
  static List<String> tooLarge(Endpoint endpoint, Json input, Map<String, Long> bytesByUrl) {
    var places = new ArrayList<String>();
    MediaPlaces media = endpoint.media();
    Json _ =
        media.rewrite(
            input,
            (place, url) -> {
              MediaLimits limits = place.limits();
              if (limits.maxBytes() > 0 && bytesByUrl.getOrDefault(url, 0L) > limits.maxBytes()) {
                places.add(place.pointer()); // such as layers/0/image_url
              }
              return Json.of(url);
            });
    return places;
  }

  // @end

  // @start region="unions"
  static List<String> tags(JsonObject schema) {
    return Unions.list(schema, "oneOf").stream()
        .flatMap(
            variant ->
                Unions.tag(schema).flatMap(tag -> Unions.tagOf(schema, variant, tag)).stream())
        .toList();
  }

  // @end

  // @start region="compat"
  static void requireCompatible(Descriptor live, Descriptor next) {
    List<Break> breaks = Compatibility.breaks(live, next);
    if (!breaks.isEmpty()) {
      throw new IllegalStateException("callers would break: " + breaks.getFirst());
    }
  }

  // @end

  // @start region="manifest"
  static String version(Descriptor descriptor, Path jar) throws IOException {
    var file = new ManifestFile("lib/function.jar", BlobDigest.of(jar), Files.size(jar));
    var manifest = new Manifest(descriptor, List.of(file));
    return manifest.version().hex();
  }

  // @end

  // @start region="blob"
  static boolean isWhole(InputStream content, BlobDigest expected) throws IOException {
    var hasher = new BlobHasher();
    byte[] buffer = new byte[64 << 10];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      hasher.update(ByteBuffer.wrap(buffer, 0, read));
    }
    BlobTree tree = hasher.tree();
    return tree.digest().equals(expected) && tree.totalBytes() > 0;
  }

  // @end

  // @start region="codec"
  static <I, O> FunctionShape<I, O> load(FunctionCodec<I, O> codec, Json sample) {
    I input = codec.decode(sample);
    FunctionShape<I, O> function = codec.create();
    Map<String, FunctionCodec<?, ?>> further = codec.endpoints(function);
    if (further.containsKey("/edit")) {
      throw new IllegalStateException("also edits, beside taking " + input);
    }
    return function;
  }

  // @end

  // @start region="media-codec"
  static JsonObject renamed(Json media) {
    Image image = MediaCodec.image(media);
    return MediaCodec.encode(image).with(SnakeCase.ofField("fileName"), Json.of("a.png"));
  }
  // @end
}
