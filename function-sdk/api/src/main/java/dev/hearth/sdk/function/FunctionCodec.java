package dev.hearth.sdk.function;

import dev.hearth.sdk.json.Json;
import java.util.Map;

/**
 * Translates between JSON and a function's records; the annotation processor generates one per
 * function. Stateless.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="codec"}
 */
public interface FunctionCodec<I, O> {
  /** Makes the function. */
  FunctionShape<I, O> create();

  /**
   * Reads an input that its schema has accepted, media already fetched; absent fields get their
   * defaults.
   *
   * @throws dev.hearth.sdk.json.JsonException if a value is not of its field's type
   */
  I decode(Json input);

  /** Writes an output. */
  Json encode(O output);

  /**
   * The codecs of a function's further endpoints, by path. {@code create} of each makes what runs
   * that endpoint's calls upon the given function, and is of the same shape; set-up, warm-up and
   * tear-down are the given function's alone.
   *
   * @param function what {@link #create} made
   */
  default Map<String, FunctionCodec<?, ?>> endpoints(FunctionShape<I, O> function) {
    return Map.of();
  }
}
