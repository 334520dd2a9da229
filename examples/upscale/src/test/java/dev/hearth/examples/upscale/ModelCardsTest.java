package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.examples.importer.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelCardsTest {
  @ParameterizedTest
  @EnumSource(Weights.class)
  void theCardIsOfTheFileBesideIt(Weights weights) throws IOException {
    Path folder = FunctionFolder.built().weights(weights.folder());
    Path card = folder.resolve("MODEL_CARD.md");
    assertEquals(List.of(), ModelCard.missing(card, folder.resolve(weights.file())));
    String reach = "| reach | " + weights.margin() + " input pixels";
    assertTrue(Files.readString(card).contains(reach), reach);
    assertTrue(Files.exists(folder.resolve("LICENSE")), "the licence is there");
  }
}
