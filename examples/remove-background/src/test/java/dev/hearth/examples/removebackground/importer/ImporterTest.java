package dev.hearth.examples.removebackground.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {
  private static final String NETWORK = "/mediapipe/selfie_segmentation.tflite";

  @TempDir private Path folder;

  @Test
  void theFunctionsNetworkIsMadeOfWhatItsAuthorsPublished() throws IOException {
    Path weights = Path.of(System.getProperty("function.directory", "."), "weights");
    byte[] committed =
        Files.readAllBytes(weights.resolve("selfie-segmentation/selfie-segmentation.onnx"));
    assertArrayEquals(committed, TensorflowLite.toOnnx(published()));
  }

  @Test
  void refusesAnOperationItDoesNotKnow() throws IOException {
    byte[] changed = published();
    FlatTable code = FlatTable.root(changed).tables(1).getLast();
    // The table's vector of fields tells where the number is: make it one that no schema has.
    var bytes = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    int fields = code.at() - bytes.getInt(code.at());
    bytes.put(code.at() + bytes.getChar(fields + 4), (byte) 101);
    assertThrows(IllegalArgumentException.class, () -> TensorflowLite.toOnnx(changed));
  }

  @Test
  void transposesAsTheShapeSays() {
    var tensor = new Tensor(List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6});
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, tensor.transposed(1, 0).values());
    assertEquals(List.of(3, 2), tensor.transposed(1, 0).shape());
    assertThrows(IllegalArgumentException.class, () -> new Tensor(List.of(4, 2), tensor.values()));
  }

  @Test
  void takesFilesOutOfAPackageOfTheRightDigestOnly() throws IOException, InterruptedException {
    Path archive = Files.write(folder.resolve("thing-1.0.0.tgz"), archive());
    var wanted = new NpmPackage("@some/thing", "1.0.0", Digests.sha256(archive));
    Map<String, byte[]> files = wanted.files(folder, Set.of("b.txt"));
    assertEquals(
        "second".repeat(200),
        new String(files.getOrDefault("b.txt", new byte[0]), StandardCharsets.UTF_8));
    assertThrows(IOException.class, () -> wanted.files(folder, Set.of("c.txt")));
    var other = new NpmPackage("@some/thing", "1.0.0", "0".repeat(64));
    assertThrows(IOException.class, () -> other.files(folder, Set.of("b.txt")));
    assertFalse(Files.exists(archive), "a wrong archive isn't kept");
  }

  private static byte[] published() throws IOException {
    try (InputStream in = ImporterTest.class.getResourceAsStream(NETWORK)) {
      return Objects.requireNonNull(in, NETWORK).readAllBytes();
    }
  }

  private static byte[] archive() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      for (String[] file :
          new String[][] {{"package/a.txt", "first"}, {"package/b.txt", "second".repeat(200)}}) {
        byte[] content = file[1].getBytes(StandardCharsets.UTF_8);
        var header = new byte[512];
        put(header, 0, file[0]);
        put(header, 124, "%011o".formatted(content.length));
        out.write(header);
        out.write(content);
        out.write(new byte[Math.floorMod(-content.length, 512)]);
      }
      out.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
