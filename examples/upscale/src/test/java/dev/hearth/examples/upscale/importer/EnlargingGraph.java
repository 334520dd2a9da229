package dev.hearth.examples.upscale.importer;

import dev.hearth.examples.importer.OnnxGraph;
import dev.hearth.examples.importer.OnnxGraph.Lengths;
import java.util.List;

/** What the networks' graphs have in common: pictures of three colours and of any size. */
final class EnlargingGraph {
  /** The model cards tell the digests of files that say so. */
  private static final String PRODUCER = "scratch";

  private EnlargingGraph() {}

  static OnnxGraph begin() {
    return new OnnxGraph(PRODUCER);
  }

  /** Adds the last operation and returns the model's file. */
  static byte[] finish(OnnxGraph graph, String operation, List<String> inputs) {
    return graph.finish(operation, inputs, colours("h", "w"), colours("oh", "ow"));
  }

  private static Lengths colours(String height, String width) {
    return Lengths.of(List.of(3)).any(height).any(width);
  }
}
