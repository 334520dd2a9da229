package dev.hearth.examples.moderate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ModelCardsTest {
  private static final String FILE = Classifier.WEIGHTS + ".onnx";

  @Test
  void theCardIsOfTheFileBesideIt() throws IOException, NoSuchAlgorithmException {
    Path folder = Path.of("src", "main", "weights", Classifier.WEIGHTS);
    String card = Files.readString(folder.resolve("MODEL_CARD.md"));
    byte[] onnx = Files.readAllBytes(folder.resolve(FILE));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(onnx);
    assertTrue(card.contains("| sha256 | `" + HexFormat.of().formatHex(digest) + "` |"), card);
    String size = String.format(Locale.ROOT, "`%s`, %,d bytes", FILE, onnx.length);
    assertTrue(card.contains(size), size);
    assertTrue(Files.exists(folder.resolve("LICENSE")), "the licence is there");
  }
}
