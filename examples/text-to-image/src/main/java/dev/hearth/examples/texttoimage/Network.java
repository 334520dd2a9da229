package dev.hearth.examples.texttoimage;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network that sees a clean picture in a noisy one. Takes any number of pictures at once, each
 * at its own time, with its own text and its own adapters. Reads and writes direct buffers in
 * place, which grow to the largest run so far. Owns its sessions.
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

  private final OrtSession session;
  private final Path folder;
  private final int threads;
  private final float[] told = new float[PICTURE];
  private final float[] untold = new float[PICTURE];
  private FloatBuffer pictures = DirectBuffers.NOTHING;
  private FloatBuffer times = DirectBuffers.NOTHING;
  private FloatBuffer texts = DirectBuffers.NOTHING;
  private FloatBuffer masks = DirectBuffers.NOTHING;
  private FloatBuffer answers = DirectBuffers.NOTHING;
  private @Nullable AdaptedNetwork adapted;

  private Network(OrtSession session, Path folder, int threads) {
    this.session = session;
    this.folder = folder;
    this.threads = threads;
  }

  /**
   * Loads the network.
   *
   * @param folder the folder of its weights
   * @param threads threads that one run uses
   */
  static Network open(Path folder, int threads) throws OrtException {
    return new Network(Sessions.open(folder.resolve(FILE), threads), folder, threads);
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
    run(canvases, tokens);
    for (int i = 0; i < canvases.size(); i++) {
      answers.get(2 * i * PICTURE, told);
      answers.get((2 * i + 1) * PICTURE, untold);
      canvases.get(i).advance(told, untold);
    }
  }

  private void reserve(int rows, int tokens) {
    pictures = DirectBuffers.atLeast(pictures, rows * PICTURE);
    times = DirectBuffers.atLeast(times, rows);
    texts = DirectBuffers.atLeast(texts, rows * tokens * Text.WIDTH);
    masks = DirectBuffers.atLeast(masks, rows * tokens);
    answers = DirectBuffers.atLeast(answers, rows * PICTURE);
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

  private void run(List<Canvas> canvases, int tokens) {
    int rows = 2 * canvases.size();
    long[] picture = {rows, 3, SIDE, SIDE};
    try (var x = DirectBuffers.tensor(pictures, picture);
        var t = DirectBuffers.tensor(times, rows);
        var text = DirectBuffers.tensor(texts, rows, tokens, Text.WIDTH);
        var mask = DirectBuffers.tensor(masks, rows, tokens);
        var clean = DirectBuffers.tensor(answers, picture);
        var _ =
            run(
                canvases,
                Map.of("x", x, "t", t, "text", text, "mask", mask),
                Map.of("clean", clean))) {
      return;
    } catch (OrtException | IOException e) {
      throw new IllegalStateException(
          "the network failed on %d rows of %d tokens".formatted(rows, tokens), e);
    }
  }

  /**
   * Adapters cost a tenth of a run, so that they have a part in it only where a picture has one.
   */
  private OrtSession.Result run(
      List<Canvas> canvases, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs)
      throws OrtException, IOException {
    if (canvases.stream().allMatch(canvas -> canvas.blend().equals(Blend.NONE))) {
      return session.run(inputs, outputs);
    }
    var blends = new ArrayList<Blend>(2 * canvases.size());
    for (Canvas canvas : canvases) {
      blends.add(canvas.blend());
      blends.add(canvas.blend());
    }
    return adapted().run(inputs, outputs, blends);
  }

  /** Loaded when a picture first needs it: most workers draw without. */
  private AdaptedNetwork adapted() throws OrtException, IOException {
    if (adapted == null) {
      adapted = AdaptedNetwork.open(folder, threads);
    }
    return adapted;
  }

  @Override
  public void close() throws OrtException {
    session.close();
    if (adapted != null) {
      adapted.close();
    }
  }
}
