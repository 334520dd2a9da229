package dev.hearth.examples.texttoimage;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The network that takes adapters, of each picture another: a table of all blends of a run, and of
 * each row of the run its number in the table. Owns its session.
 */
final class AdaptedNetwork implements AutoCloseable {
  /** Network within the folder. */
  static final String FILE = "hearth-emoji-64-adapters.onnx";

  private static final String TABLE = "adapters";

  private final OrtSession session;
  private final Map<Style, Adapter> adapters;
  private final int width;
  private FloatBuffer table = DirectBuffers.NOTHING;
  private List<Blend> tabled = List.of();
  private int ranks;

  private AdaptedNetwork(OrtSession session, Map<Style, Adapter> adapters, int width) {
    this.session = session;
    this.adapters = adapters;
    this.width = width;
  }

  /**
   * Loads the network and all adapters.
   *
   * @param folder the folder of its weights
   * @param threads threads that one run uses
   */
  static AdaptedNetwork open(Path folder, int threads) throws OrtException, IOException {
    OrtSession session = Sessions.open(folder.resolve(FILE), threads);
    try {
      var input = (TensorInfo) session.getInputInfo().get(TABLE).getInfo();
      int width = Math.toIntExact(input.getShape()[2]);
      var adapters = new EnumMap<Style, Adapter>(Style.class);
      for (Style style : Style.values()) {
        adapters.put(style, Adapter.read(folder.resolve(style.file()), width));
      }
      return new AdaptedNetwork(session, adapters, width);
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /**
   * Runs it.
   *
   * @param inputs and outputs, as of the network without adapters
   * @param blends of each row
   */
  OrtSession.Result run(
      Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs, List<Blend> blends)
      throws OrtException {
    List<Blend> distinct = blends.stream().distinct().toList();
    if (!distinct.equals(tabled)) {
      fill(distinct);
    }
    long[] rows = blends.stream().mapToLong(distinct::indexOf).toArray();
    var environment = OrtEnvironment.getEnvironment();
    try (var all = DirectBuffers.tensor(table, distinct.size(), ranks, width);
        var each = OnnxTensor.createTensor(environment, rows)) {
      var more = new HashMap<>(inputs);
      more.put(TABLE, all);
      more.put("adapter", each);
      return session.run(more, outputs);
    }
  }

  /** Of each blend the ranks of its adapters below one another, and zeros up to the most. */
  private void fill(List<Blend> blends) {
    ranks = blends.stream().mapToInt(this::ranks).max().orElse(0);
    int size = ranks * width;
    table = DirectBuffers.atLeast(table, blends.size() * size);
    for (int i = 0; i < blends.size(); i++) {
      int at = i * size;
      for (Map.Entry<Style, Double> part : blends.get(i).scales().entrySet()) {
        Adapter adapter = adapters.get(part.getKey());
        adapter.put(table, at, part.getValue().floatValue());
        at += adapter.rank() * width;
      }
      table.put(at, new float[(i + 1) * size - at]);
    }
    tabled = blends;
  }

  private int ranks(Blend blend) {
    return blend.scales().keySet().stream().mapToInt(style -> adapters.get(style).rank()).sum();
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
