package dev.hearth.sdk.testkit.node;

import dev.hearth.sdk.protocol.FileChunk;
import dev.hearth.sdk.protocol.ProtocolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The output files of one call as they come in. For one thread. */
final class SentFiles {
  private final Path folder;
  private final List<Path> files = new ArrayList<>();
  private boolean unfinished;

  SentFiles(Path folder) {
    this.folder = folder;
  }

  void accept(FileChunk chunk) throws IOException {
    int expected = unfinished ? files.size() - 1 : files.size();
    if (chunk.index() != expected) {
      throw new ProtocolException("FILE " + chunk.index() + " where " + expected + " is due");
    }
    if (!unfinished) {
      Files.createDirectories(folder);
      files.add(folder.resolve(Integer.toString(chunk.index())));
    }
    Files.write(
        files.getLast(), chunk.bytes(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    unfinished = !chunk.last();
  }

  /** Those that are whole. */
  List<Path> whole() {
    return List.copyOf(unfinished ? files.subList(0, files.size() - 1) : files);
  }
}
