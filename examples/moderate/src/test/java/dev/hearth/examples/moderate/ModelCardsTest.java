package dev.hearth.examples.moderate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.examples.importer.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCardsTest {
  @Test
  void theCardIsOfTheFileBesideIt() throws IOException {
    Path folder = Path.of("src", "main", "weights", Classifier.WEIGHTS);
    Path onnx = folder.resolve(Classifier.WEIGHTS + ".onnx");
    assertEquals(List.of(), ModelCard.missing(folder.resolve("MODEL_CARD.md"), onnx));
    assertTrue(Files.exists(folder.resolve("LICENSE")), "the licence is there");
  }
}
