package dev.hearth.sdk.function;

import dev.hearth.sdk.json.Json;

/**
 * Translates between JSON and a function's records; the annotation processor generates one per
 * function. Stateless.
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
}
