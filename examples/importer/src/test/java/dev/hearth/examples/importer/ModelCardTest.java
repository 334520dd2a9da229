package dev.hearth.examples.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
  private static final String SIZE = "`some.bin`, 1,000 bytes";

  /** What {@code sha256sum} says of a thousand zeros. */
  private static final String DIGEST =
      "| sha256 | `541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53` |";

  @TempDir private Path folder;

  @Test
  void saysWhatACardLacks() throws IOException {
    Path file = Files.write(folder.resolve("some.bin"), new byte[1000]);
    assertEquals(List.of(), ModelCard.missing(card("| file | " + SIZE + " |\n" + DIGEST), file));
    assertEquals(List.of(DIGEST), ModelCard.missing(card("| file | " + SIZE + " |"), file));
    assertEquals(List.of(SIZE, DIGEST), ModelCard.missing(card("`other.bin`, 1,000 bytes"), file));
  }

  private Path card(String text) throws IOException {
    return Files.writeString(folder.resolve("MODEL_CARD.md"), text);
  }
}
