package dev.hearth.examples.speak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelCardsTest {
  private static final Path PROGRAM = Path.of("src/main/wasm");

  @ParameterizedTest
  @EnumSource(Voice.class)
  void theCardIsOfTheVoiceBesideIt(Voice voice) throws IOException, NoSuchAlgorithmException {
    Path folder = FunctionFolder.built().weights(voice.weights());
    requireCard(folder.resolve("MODEL_CARD.md"), folder.resolve(voice.weights() + ".bin"));
    String card = Files.readString(folder.resolve("MODEL_CARD.md"));
    String address = String.format(Locale.ROOT, "%,d", voice.address());
    assertTrue(card.contains(address), "where it has to stand: " + address);
    assertTrue(Files.exists(folder.resolve("LICENSE")), "the licence is there");
  }

  @Test
  void theProgramsCardIsOfTheProgram() throws IOException, NoSuchAlgorithmException {
    requireCard(PROGRAM.resolve("README.md"), PROGRAM.resolve("flite.wasm"));
    try (var packed = ModelCardsTest.class.getResourceAsStream("/META-INF/flite/COPYING")) {
      assertTrue(packed != null && packed.read() > 0, "the licence goes with the code");
    }
  }

  private static void requireCard(Path card, Path file)
      throws IOException, NoSuchAlgorithmException {
    byte[] content = Files.readAllBytes(file);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    String text = Files.readString(card);
    assertTrue(text.contains("| sha256 | `" + digest + "` |"), digest);
    String size = String.format(Locale.ROOT, "`%s`, %,d bytes", file.getFileName(), content.length);
    assertTrue(text.contains(size), size);
  }
}
