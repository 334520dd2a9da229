package dev.hearth.sdk.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Descriptors;
import dev.hearth.sdk.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A version's files are the weights that its descriptor declares, or it is none. */
class WeightsTest {
  private static final BlobDigest ONE = BlobDigest.of(new byte[] {1});
  private static final BlobDigest TWO = BlobDigest.of(new byte[] {2});

  private static Manifest manifest(String weights, ManifestFile... files) {
    Descriptor descriptor =
        Descriptor.fromJson(Descriptors.named("f").toJson().with("weights", Json.parse(weights)));
    var all = new ArrayList<>(List.of(files));
    all.add(new ManifestFile("lib/f.jar", ONE, 1));
    return new Manifest(descriptor, all);
  }

  private static ManifestFile file(String path, BlobDigest digest) {
    return new ManifestFile("weights/" + path, digest, 1);
  }

  private static String refusal(String weights, ManifestFile... files) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> manifest(weights, files), weights);
    return String.valueOf(refusal.getMessage());
  }

  /** As {@code Weights.digest} tells creators to work it out. */
  private static String digestOfBoth() {
    String lines = ONE.hex() + "  a/x.bin\n" + TWO.hex() + "  y.bin\n";
    return BlobDigest.of(lines.getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Test
  void declaredWeightsAreThere() {
    ManifestFile[] files = {
      file("m/y.bin", TWO), file("m/a/x.bin", ONE), file("undeclared/z", ONE), file("m2/q", ONE)
    };
    String set =
        "[{\"name\":\"m\",\"files\":[\"y.bin\",\"a/x.bin\"],\"digest\":\""
            + digestOfBoth()
            + "\"}]";
    assertEquals(1, manifest(set, files).descriptor().weights().size());
    assertEquals(1, manifest("[{\"name\":\"m\"}]", files).descriptor().weights().size());
  }

  @Test
  void whatDiffersIsNamed() {
    assertEquals(
        "weights are declared, but weights/m/ is empty",
        refusal("[{\"name\":\"m\"}]", file("m2/y.bin", ONE)));
    assertEquals(
        "weights/m/ lacks the declared [x.bin]",
        refusal("[{\"name\":\"m\",\"files\":[\"x.bin\",\"y.bin\"]}]", file("m/y.bin", ONE)));
    assertEquals(
        "weights/m/ has [z.bin], not declared",
        refusal(
            "[{\"name\":\"m\",\"files\":[\"y.bin\"]}]",
            file("m/y.bin", ONE),
            file("m/z.bin", ONE)));
  }

  @Test
  void otherContentOrNameHasAnotherDigest() {
    String set = "[{\"name\":\"m\",\"digest\":\"" + digestOfBoth() + "\"}]";
    for (ManifestFile changed : List.of(file("m/y.bin", ONE), file("m/w.bin", TWO))) {
      String reason = refusal(set, changed, file("m/a/x.bin", ONE));
      String actual = reason.replaceAll(".*have the digest ([0-9a-f]{64}), declared.*", "$1");
      String corrected = "[{\"name\":\"m\",\"digest\":\"" + actual + "\"}]";
      assertEquals(
          actual,
          manifest(corrected, changed, file("m/a/x.bin", ONE))
              .descriptor()
              .weights()
              .getFirst()
              .digest(),
          "the refusal says what to write");
    }
  }
}
