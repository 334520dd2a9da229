package dev.hearth.runtime.pool;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A function version to try things with. */
record Function(
    String name,
    Shape shape,
    int maxBatch,
    int concurrency,
    int memoryMiB,
    Duration timeout,
    List<String> natives) {

  static Function unary() {
    return new Function("unary", Shape.UNARY, 1, 1, 128, Duration.ofSeconds(60), List.of());
  }

  static Function batch(int maxSize) {
    return new Function("batch", Shape.BATCH, maxSize, 1, 128, Duration.ofSeconds(60), List.of());
  }

  Function named(String other) {
    return new Function(other, shape, maxBatch, concurrency, memoryMiB, timeout, natives);
  }

  Function concurrency(int calls) {
    return new Function(name, shape, maxBatch, calls, memoryMiB, timeout, natives);
  }

  Function memoryMiB(int mebibytes) {
    return new Function(name, shape, maxBatch, concurrency, mebibytes, timeout, natives);
  }

  Function timeout(Duration limit) {
    return new Function(name, shape, maxBatch, concurrency, memoryMiB, limit, natives);
  }

  Function withNative(String file) {
    return new Function(name, shape, maxBatch, concurrency, memoryMiB, timeout, List.of(file));
  }

  /** The manifest, its files stored in the node's blob store. */
  Manifest manifest(TestNode node) throws IOException {
    var files = new ArrayList<ManifestFile>();
    files.add(node.blob("lib/function.jar", EMPTY_ZIP.clone()));
    files.add(node.blob("weights/tiny/w.bin", "weights".getBytes(StandardCharsets.UTF_8)));
    for (String file : natives) {
      files.add(node.blob("native/" + file, file.getBytes(StandardCharsets.UTF_8)));
    }
    return new Manifest(descriptor(), files);
  }

  /** A zip file without entries: its end of central directory record alone. */
  private static final byte[] EMPTY_ZIP = {
    'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  Descriptor descriptor() {
    return descriptor("none.Codec");
  }

  Descriptor descriptor(String codecClass) {
    return descriptor(codecClass, new Descriptor.Needs(1, (long) memoryMiB << 20));
  }

  Descriptor descriptor(String codecClass, Descriptor.Needs needs) {
    JsonObject any = JsonObject.builder().put("type", "object").build();
    return new Descriptor(
        name,
        "Title",
        "Summary",
        "test",
        shape,
        codecClass,
        List.of(new Endpoint("/", any, any), new Endpoint("/other", any, any)),
        new Descriptor.Batch(maxBatch, List.of()),
        concurrency,
        needs,
        new Descriptor.Bill(BillingUnit.REQUEST, 1_000_000, "", ""),
        timeout,
        List.of());
  }

  /** Work whose input is {@code {"do": action}} and more. */
  Work work(Manifest manifest, JsonObject input, Heard heard) {
    return new Work(
        UUID.randomUUID(),
        "owner/" + name,
        manifest.version().hex(),
        manifest,
        "/",
        input.print().getBytes(StandardCharsets.UTF_8),
        List.of(),
        "",
        false,
        Duration.ofMinutes(1),
        heard);
  }
}
