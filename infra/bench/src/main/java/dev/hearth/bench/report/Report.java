package dev.hearth.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a benchmark found: text for people, figures for programs. */
public record Report(String text, List<Figure> figures) {
  public Report {
    figures = List.copyOf(figures);
  }

  /**
   * Writes the figures to {@code target/bench/NAME.json} below the current folder.
   *
   * @return the file
   */
  public Path write(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "bench"));
    Path file = folder.resolve(name + ".json");
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), figures);
    return file;
  }
}
