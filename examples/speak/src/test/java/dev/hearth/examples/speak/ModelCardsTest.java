package dev.hearth.examples.speak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.examples.importer.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelCardsTest {
  private static final Path PROGRAM = Path.of("src/main/wasm");

  @ParameterizedTest
  @EnumSource(Voice.class)
  void theCardIsOfTheVoiceBesideIt(Voice voice) throws IOException {
    Path folder = FunctionFolder.built().weights(voice.weights());
    Path card = folder.resolve("MODEL_CARD.md");
    assertEquals(List.of(), ModelCard.missing(card, folder.resolve(voice.weights() + ".bin")));
    String address = String.format(Locale.ROOT, "%,d", voice.address());
    assertTrue(Files.readString(card).contains(address), "where it has to stand: " + address);
    assertTrue(Files.exists(folder.resolve("LICENSE")), "the licence is there");
  }

  @Test
  void theProgramsCardIsOfTheProgram() throws IOException {
    Path program = PROGRAM.resolve("flite.wasm");
    assertEquals(List.of(), ModelCard.missing(PROGRAM.resolve("README.md"), program));
    try (var packed = ModelCardsTest.class.getResourceAsStream("/META-INF/flite/COPYING")) {
      assertTrue(packed != null && packed.read() > 0, "the licence goes with the code");
    }
  }
}
