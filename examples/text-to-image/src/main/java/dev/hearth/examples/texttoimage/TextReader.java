package dev.hearth.examples.texttoimage;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads prompts with MiniLM. Each alone: the network is quantised by what it sees, so that a text's
 * states would depend on its neighbours. Owns its session.
 */
final class TextReader implements AutoCloseable {
  /** Folder of its weights. */
  static final String WEIGHTS = "minilm";

  /** Network within the folder. */
  static final String NETWORK = "all-minilm-l6-v2-q.onnx";

  /** Vocabulary within the folder. */
  static final String TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json";

  /**
   * Most tokens of a text, start and end included; as long as the texts that MiniLM learnt from.
   */
  static final int MAX_TOKENS = 128;

  private final Tokenizer tokenizer;
  private final OrtSession session;

  private TextReader(Tokenizer tokenizer, OrtSession session) {
    this.tokenizer = tokenizer;
    this.session = session;
  }

  /**
   * Loads the network.
   *
   * @param folder the folder of its weights
   * @param threads threads that one run uses
   */
  static TextReader open(Path folder, int threads) throws IOException, OrtException {
    var tokenizer = Tokenizer.read(folder.resolve(TOKENIZER));
    return new TextReader(tokenizer, Sessions.open(folder.resolve(NETWORK), threads));
  }

  /**
   * Reads a text.
   *
   * @param field the input field that it came in
   * @throws CallException if it has too many tokens
   */
  Text read(String text, String field) {
    long[] tokens = tokenizer.tokens(text);
    if (tokens.length > MAX_TOKENS) {
      throw CallException.field(
          ErrorCode.INVALID_INPUT,
          field,
          "the text has %d tokens; the limit is %d".formatted(tokens.length - 2, MAX_TOKENS - 2));
    }
    return new Text(states(tokens));
  }

  private float[] states(long[] tokens) {
    var environment = OrtEnvironment.getEnvironment();
    var ones = new long[tokens.length];
    Arrays.fill(ones, 1);
    long[] shape = {1, tokens.length};
    var zeros = LongBuffer.allocate(tokens.length);
    try (var ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens), shape);
        var mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        var types = OnnxTensor.createTensor(environment, zeros, shape);
        var result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      var states = new float[values.remaining()];
      values.get(states);
      return states;
    } catch (OrtException e) {
      throw new IllegalStateException("MiniLM failed on " + tokens.length + " tokens", e);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
