package dev.hearth.examples.texttoimage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private static final Path FUNCTION = Path.of("target/function");

  /** A manifest refuses weights that its descriptor doesn't declare, by names and digest. */
  @Test
  void theBuildLeavesTheWeightsThatTheFunctionDeclares() throws IOException {
    var files = new ArrayList<ManifestFile>();
    files.add(new ManifestFile("lib/text-to-image.jar", BlobDigest.of(new byte[1]), 1));
    try (Stream<Path> weights = Files.walk(FUNCTION.resolve("weights"))) {
      for (Path file : weights.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        String path = FUNCTION.relativize(file).toString();
        files.add(new ManifestFile(path, BlobDigest.of(content), content.length));
      }
    }
    var manifest = new Manifest(descriptor(), files);
    assertEquals(
        List.of(Network.WEIGHTS, TextReader.WEIGHTS),
        manifest.descriptor().weights().stream().map(set -> set.name()).toList());
  }

  private static Descriptor descriptor() throws IOException {
    try (InputStream in = WeightsTest.class.getResourceAsStream("/" + Descriptor.RESOURCE)) {
      byte[] json = Objects.requireNonNull(in, "no descriptor").readAllBytes();
      return Descriptor.fromJson(Json.parse(new String(json, StandardCharsets.UTF_8)));
    }
  }
}
