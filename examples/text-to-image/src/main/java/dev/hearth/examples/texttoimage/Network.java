package dev.hearth.examples.texttoimage;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The network that sees a clean picture in a noisy one. Takes any number of pictures at once, each
 * at its own time and with its own text. Reads and writes direct buffers in place, which grow to
 * the largest run so far. Owns its session.
 */
final class Network implements AutoCloseable {
  /** Folder of its weights. */
  static final String WEIGHTS = "hearth-emoji-64";

  /** Network within the folder. */
  static final String FILE = "hearth-emoji-64.onnx";

  /** Pixels across and down. */
  static final int SIDE = 64;

  /** Values of one picture, {@code [3, 64, 64]}, −1 to 1. */
  static final int PICTURE = 3 * SIDE * SIDE;

  private static final FloatBuffer NOTHING = direct(0);

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final float[] told = new float[PICTURE];
  private final float[] untold = new float[PICTURE];
  private FloatBuffer pictures = NOTHING;
  private FloatBuffer times = NOTHING;
  private FloatBuffer texts = NOTHING;
  private FloatBuffer masks = NOTHING;
  private FloatBuffer answers = NOTHING;

  private Network(OrtSession session) {
    this.session = session;
  }

  /**
   * Loads the network.
   *
   * @param folder the folder of its weights
   * @param threads threads that one run uses
   */
  static Network open(Path folder, int threads) throws OrtException {
    return new Network(Sessions.open(folder.resolve(FILE), threads));
  }

  /**
   * Advances all pictures by one look. Each is two rows of one run: with its prompt and with its
   * negative prompt. Shorter texts are padded and the padding masked.
   */
  void advance(List<Canvas> canvases) {
    int rows = 2 * canvases.size();
    int tokens = 1; // a text of no tokens is one that is masked
    for (Canvas canvas : canvases) {
      tokens = Math.max(tokens, Math.max(canvas.prompt().tokens(), canvas.negative().tokens()));
    }
    reserve(rows, tokens);
    for (int i = 0; i < canvases.size(); i++) {
      Canvas canvas = canvases.get(i);
      fill(2 * i, canvas.flow(), canvas.prompt(), tokens);
      fill(2 * i + 1, canvas.flow(), canvas.negative(), tokens);
    }
    run(rows, tokens);
    for (int i = 0; i < canvases.size(); i++) {
      answers.get(2 * i * PICTURE, told);
      answers.get((2 * i + 1) * PICTURE, untold);
      canvases.get(i).advance(told, untold);
    }
  }

  private void reserve(int rows, int tokens) {
    pictures = atLeast(pictures, rows * PICTURE);
    times = atLeast(times, rows);
    texts = atLeast(texts, rows * tokens * Text.WIDTH);
    masks = atLeast(masks, rows * tokens);
    answers = atLeast(answers, rows * PICTURE);
  }

  private void fill(int row, Flow flow, Text text, int tokens) {
    pictures.put(row * PICTURE, flow.x());
    times.put(row, flow.time());
    int at = row * tokens * Text.WIDTH;
    texts.put(at, text.states());
    int padding = (tokens - text.tokens()) * Text.WIDTH;
    texts.put(at + text.states().length, new float[padding]);
    for (int i = 0; i < tokens; i++) {
      masks.put(row * tokens + i, i < text.tokens() ? 1 : 0);
    }
  }

  private void run(int rows, int tokens) {
    long[] picture = {rows, 3, SIDE, SIDE};
    try (var x = tensor(pictures, picture);
        var t = tensor(times, rows);
        var text = tensor(texts, rows, tokens, Text.WIDTH);
        var mask = tensor(masks, rows, tokens);
        var clean = tensor(answers, picture);
        var _ =
            session.run(
                Map.of("x", x, "t", t, "text", text, "mask", mask), Map.of("clean", clean))) {
      return;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "the network failed on %d rows of %d tokens".formatted(rows, tokens), e);
    }
  }

  private OnnxTensor tensor(FloatBuffer values, long... shape) throws OrtException {
    long count = 1;
    for (long length : shape) {
      count *= length;
    }
    return OnnxTensor.createTensor(environment, values.slice(0, (int) count), shape);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  private static FloatBuffer atLeast(FloatBuffer buffer, int floats) {
    return buffer.capacity() >= floats ? buffer : direct(floats);
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
