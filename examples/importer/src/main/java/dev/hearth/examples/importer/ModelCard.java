package dev.hearth.examples.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The card beside a committed file, which says which file it is of. */
public final class ModelCard {
  private ModelCard() {}

  /** Which of the file's name, size and digest, written as cards write them, the card lacks. */
  public static List<String> missing(Path card, Path file) throws IOException {
    String text = Files.readString(card);
    String size =
        String.format(Locale.ROOT, "`%s`, %,d bytes", file.getFileName(), Files.size(file));
    String digest = "| sha256 | `" + Digests.sha256(file) + "` |";
    return Stream.of(size, digest).filter(part -> !text.contains(part)).toList();
  }
}
