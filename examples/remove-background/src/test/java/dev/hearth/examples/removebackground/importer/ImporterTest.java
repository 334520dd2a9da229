package dev.hearth.examples.removebackground.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ImporterTest {
  private static final String NETWORK = "/mediapipe/selfie_segmentation.tflite";

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

  private static byte[] published() throws IOException {
    try (InputStream in = ImporterTest.class.getResourceAsStream(NETWORK)) {
      return Objects.requireNonNull(in, NETWORK).readAllBytes();
    }
  }
}
