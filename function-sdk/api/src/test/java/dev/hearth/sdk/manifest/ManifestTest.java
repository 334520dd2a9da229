package dev.hearth.sdk.manifest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Descriptors;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal content is one version, whatever order it was found in; hostile paths are refused. */
class ManifestTest {
  private static final BlobDigest DIGEST = BlobDigest.of(new byte[] {1});

  @Provide
  static Arbitrary<Descriptor> descriptors() {
    return Descriptors.any().filter(ManifestTest::needsNoFileOfItsOwn);
  }

  private static boolean needsNoFileOfItsOwn(Descriptor descriptor) {
    return switch (descriptor.entry()) {
      case Entry.Codec _ -> true;
      case Entry.Program(var command) ->
          !command.getFirst().contains("/") && !descriptor.resources().kernels();
    };
  }

  private static ManifestFile file(String path) {
    return new ManifestFile(path, DIGEST, 1);
  }

  @Property(tries = 100)
  void equalContentIsOneVersion(
      @ForAll("descriptors") Descriptor descriptor,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll long seed) {
    var files = new ArrayList<ManifestFile>();
    IntStream.range(0, count)
        .forEach(
            i -> {
              String top = i == 0 ? "lib" : List.of("lib", "weights/w", "native").get(i % 3);
              BlobDigest digest = BlobDigest.of(new byte[] {(byte) i});
              files.add(new ManifestFile(top + "/f" + i, digest, i));
            });
    var manifest = new Manifest(descriptor, files);
    Collections.shuffle(files, new Random(seed));
    var shuffled = new Manifest(descriptor, files);
    assertEquals(manifest.version(), shuffled.version());
    assertArrayEquals(manifest.canonicalBytes(), shuffled.canonicalBytes());
    String text = new String(manifest.canonicalBytes(), StandardCharsets.UTF_8);
    Manifest back = Manifest.fromJson(Json.parse(text));
    assertEquals(manifest, back);
    assertEquals(manifest.version(), back.version());
  }

  @Test
  void anyDifferenceIsAnotherVersion() {
    var manifest = new Manifest(Descriptors.named("a"), List.of(file("lib/a.jar")));
    for (Manifest other :
        List.of(
            new Manifest(Descriptors.named("b"), manifest.files()),
            new Manifest(manifest.descriptor(), List.of(file("lib/b.jar"))),
            new Manifest(manifest.descriptor(), List.of(new ManifestFile("lib/a.jar", DIGEST, 2))),
            new Manifest(
                manifest.descriptor(),
                List.of(new ManifestFile("lib/a.jar", BlobDigest.of(new byte[0]), 1))),
            new Manifest(manifest.descriptor(), List.of(file("lib/a.jar"), file("weights/w/a"))))) {
      assertNotEquals(manifest.version(), other.version());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lib/a.jar,LIBRARY",
    "lib/a-1.0_x+b.jar,LIBRARY",
    "weights/small/0/1/2/3/4/5/6,WEIGHTS",
    "native/liba.so.1,NATIVE",
    "main.py,PROGRAM",
    "qr/__init__.py,PROGRAM",
    "LIB/a,PROGRAM",
    "lib,PROGRAM"
  })
  void pathsAndTheirRoles(String path, ManifestFile.Role role) {
    assertEquals(role, file(path).role());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lib/",
        "/lib/a",
        "lib//a",
        "lib/a/",
        "lib/.",
        "lib/..",
        "lib/../weights/a",
        "lib/a/../b",
        "lib/.hidden",
        "lib/a b",
        "lib/a\nb",
        "lib/a\n",
        "lib/ä",
        "lib/a\\b",
        "lib/a:b",
        "lib/a\u0000",
        "weights/1/2/3/4/5/6/7/8/9",
        "lib/+a"
      })
  void pathsThatAreRefused(String path) {
    assertThrows(IllegalArgumentException.class, () -> file(path));
  }

  @Test
  void segmentIsAtMost128Long() {
    assertEquals("lib/" + "a".repeat(128), file("lib/" + "a".repeat(128)).path());
    assertThrows(IllegalArgumentException.class, () -> file("lib/" + "a".repeat(129)));
  }

  @Test
  void setsOfFilesThatAreRefused() {
    Descriptor descriptor = Descriptors.named("a");
    for (List<ManifestFile> files :
        List.of(
            List.<ManifestFile>of(),
            List.of(file("weights/w/a")),
            List.of(file("lib/a"), file("main.py")),
            List.of(file("lib/a"), file("lib/a")),
            List.of(file("lib/a"), file("lib/a/b")),
            List.of(file("lib/x"), file("weights/w"), file("weights/w-1"), file("weights/w/a/b")),
            IntStream.range(0, 2_001).mapToObj(i -> file("lib/" + i)).toList())) {
      assertThrows(IllegalArgumentException.class, () -> new Manifest(descriptor, files));
    }
    assertThrows(IllegalArgumentException.class, () -> new ManifestFile("lib/a", DIGEST, -1));
  }

  private static Descriptor program(boolean kernels, String... command) {
    JsonObject inJava = Descriptors.named("a").toJson();
    var members = new LinkedHashMap<>(inJava.members());
    members.remove("codec_class");
    members.put("command", JsonArray.ofStrings(List.of(command)));
    members.put("resources", inJava.object("resources").with("kernels", Json.of(kernels)));
    return Descriptor.fromJson(new JsonObject(members));
  }

  @Test
  void programNeedsNoJarButItself() {
    List<ManifestFile> files = List.of(file("main.py"), file("bin/serve"), file("lib/a.txt"));
    for (Descriptor descriptor :
        List.of(program(false, "python3", "main.py"), program(false, "bin/serve"))) {
      var manifest = new Manifest(descriptor, files);
      String text = new String(manifest.canonicalBytes(), StandardCharsets.UTF_8);
      assertEquals(manifest, Manifest.fromJson(Json.parse(text)));
    }
    for (String elsewhere :
        List.of("/usr/bin/python3", "./bin/serve", "bin/other", "bin/", "bin/../bin/serve")) {
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> new Manifest(program(false, elsewhere), files));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("\"" + elsewhere + "\""),
          refused::toString);
    }
    assertThrows(
        IllegalArgumentException.class, () -> new Manifest(program(false, "python3"), List.of()));
  }

  @Test
  void programCannotUseKernels() {
    Descriptor descriptor = program(true, "python3");
    assertThrows(
        IllegalArgumentException.class, () -> new Manifest(descriptor, List.of(file("main.py"))));
  }

  @Test
  void largestManifestIsAccepted() {
    List<ManifestFile> files = IntStream.range(0, 2_000).mapToObj(i -> file("lib/" + i)).toList();
    assertEquals(2_000, new Manifest(Descriptors.named("a"), files).files().size());
  }

  @Test
  void textsThatAreNoManifest() {
    var manifest = new Manifest(Descriptors.named("a"), List.of(file("lib/a.jar"))).toJson();
    for (Json wrong :
        List.of(
            Json.parse("[]"),
            Json.parse("{}"),
            manifest.with("manifest_version", Json.of(2)),
            manifest.with("descriptor", Json.parse("{}")),
            manifest.with("files", Json.of("lib")))) {
      assertThrows(JsonException.class, () -> Manifest.fromJson(wrong));
    }
    String file = "[{\"path\":\"lib/a\",\"digest\":\"%s\",\"bytes\":%s}]";
    for (String wrong :
        List.of(
            file.formatted("00", "1"),
            file.formatted(DIGEST.hex(), "-1"),
            file.formatted(DIGEST.hex(), "1.5"),
            file.formatted(DIGEST.hex().toUpperCase(java.util.Locale.ROOT), "1"))) {
      Json text = manifest.with("files", Json.parse(wrong));
      assertThrows(RuntimeException.class, () -> Manifest.fromJson(text), wrong);
    }
  }
}
