package dev.hearth.examples.texttoimage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardsTest {
  @ParameterizedTest
  @CsvSource({
    Network.WEIGHTS + "," + Network.FILE,
    Network.WEIGHTS + "," + AdaptedNetwork.FILE,
    Network.WEIGHTS + ",outlines.safetensors",
    Network.WEIGHTS + ",mosaic.safetensors",
    TextReader.WEIGHTS + "," + TextReader.NETWORK,
    TextReader.WEIGHTS + "," + TextReader.TOKENIZER
  })
  void theCardIsOfTheFileBesideIt(String weights, String file)
      throws IOException, NoSuchAlgorithmException {
    Path folder = Path.of("target/function/weights", weights);
    String card = Files.readString(folder.resolve("MODEL_CARD.md"));
    byte[] content = Files.readAllBytes(folder.resolve(file));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    assertTrue(card.contains("| sha256 | `" + HexFormat.of().formatHex(digest) + "` |"), card);
    String size = String.format(Locale.ROOT, "`%s`, %,d bytes", file, content.length);
    assertTrue(card.contains(size), size);
    assertTrue(Files.exists(folder.resolve("LICENSE")), "the licence is there");
  }
}
