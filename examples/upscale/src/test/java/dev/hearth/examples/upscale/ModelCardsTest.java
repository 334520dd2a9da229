package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelCardsTest {
  @ParameterizedTest
  @EnumSource(Weights.class)
  void theCardIsOfTheFileBesideIt(Weights weights) throws IOException, NoSuchAlgorithmException {
    Path folder = FunctionFolder.built().weights(weights.folder());
    String card = Files.readString(folder.resolve("MODEL_CARD.md"));
    byte[] onnx = Files.readAllBytes(folder.resolve(weights.file()));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(onnx);
    assertTrue(card.contains("| sha256 | `" + HexFormat.of().formatHex(digest) + "` |"), card);
    String size = String.format(Locale.ROOT, "`%s`, %,d bytes", weights.file(), onnx.length);
    assertTrue(card.contains(size), size);
    assertTrue(card.contains("| reach | " + weights.margin() + " input pixels"), card);
    assertTrue(Files.exists(folder.resolve("LICENSE")), "the licence is there");
  }
}
