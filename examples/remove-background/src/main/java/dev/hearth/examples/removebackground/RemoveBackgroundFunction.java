package dev.hearth.examples.removebackground;

import ai.onnxruntime.OrtException;
import dev.hearth.kernels.device.ComputeDevice;
import dev.hearth.kernels.resize.Resize;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.Batching;
import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Example;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.Resources;
import dev.hearth.sdk.function.Setup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Cuts people out of their background.
 *
 * <p>The network sees every picture at one size, so the pictures of a batch run through it
 * together; but no more of them at once than may be held in memory.
 */
@HearthFunction(
    name = "remove-background",
    title = "Remove background",
    summary =
        "Cuts people out of photographs with a small, fast segmentation network. Gives a PNG with"
            + " transparency, as large as the original.",
    category = "image-to-image")
@Batching(maxSize = 4)
@Billing(unit = BillingUnit.MEGAPIXEL, maxUnits = Limits.MAX_MEGAPIXELS, boundMedia = Limits.FIELD)
@Resources(cpus = 1, memoryMiB = 1536, kernels = true)
@Example(ExampleInput.PORTRAIT)
public final class RemoveBackgroundFunction
    implements BatchFunction<RemoveBackgroundInput, RemoveBackgroundOutput> {
  /** Most pixels that wait for the network at once. */
  private static final long HELD_PIXELS = Limits.MAX_MEGAPIXELS * 1_000_000L;

  private @Nullable ComputeDevice device;
  private @Nullable Segmenter segmenter;
  private @Nullable Matte matte;

  @Override
  public void setUp(Setup setup) throws OrtException {
    System.setProperty("onnxruntime.native.path", setup.nativeLibraries().toString());
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
    segmenter = Segmenter.open(setup.weights(Segmenter.WEIGHTS), setup.device().threads());
    device = ComputeDevice.of(setup.device());
    matte = new Matte(Resize.on(device));
  }

  @Override
  public void warmUp() {
    var picture = new Picture(1, 1, new int[1]);
    float[] planes = matte().planes(picture);
    matte().apply(picture, planes, segmenter().masks(List.of(planes)).getFirst());
  }

  @Override
  public List<@Nullable RemoveBackgroundOutput> run(
      List<RemoveBackgroundInput> inputs, List<Call> calls) {
    var outputs =
        new ArrayList<@Nullable RemoveBackgroundOutput>(Collections.nCopies(inputs.size(), null));
    var waiting = new ArrayList<CutOut>();
    long pixels = 0;
    for (int i = 0; i < inputs.size(); i++) {
      CutOut next = open(i, inputs.get(i), calls.get(i));
      if (next == null) {
        continue;
      }
      int more = next.picture().argb().length;
      if (pixels + more > HELD_PIXELS) {
        finish(waiting, outputs);
        pixels = 0;
      }
      pixels += more;
      waiting.add(next);
    }
    finish(waiting, outputs);
    return outputs;
  }

  @Override
  public void tearDown() throws OrtException {
    if (segmenter != null) {
      segmenter.close();
    }
    if (device != null) {
      device.close();
    }
  }

  /** Reads a call's picture. One picture's fault must not cost the batch's others their results. */
  private @Nullable CutOut open(int index, RemoveBackgroundInput input, Call call) {
    try {
      Picture picture = PictureReader.read(input.imageUrl().path());
      return new CutOut(index, call, input.cropToBbox(), picture, matte().planes(picture));
    } catch (IOException | RuntimeException e) {
      CutOut.fail(call, e);
      return null;
    }
  }

  private void finish(List<CutOut> waiting, List<@Nullable RemoveBackgroundOutput> outputs) {
    if (waiting.isEmpty()) {
      return;
    }
    List<float[]> masks = segmenter().masks(waiting.stream().map(CutOut::planes).toList());
    for (int i = 0; i < masks.size(); i++) {
      CutOut cutOut = waiting.get(i);
      outputs.set(cutOut.index(), cutOut.finish(matte(), masks.get(i)));
    }
    waiting.clear();
  }

  private Segmenter segmenter() {
    return Objects.requireNonNull(segmenter, "set up first");
  }

  private Matte matte() {
    return Objects.requireNonNull(matte, "set up first");
  }
}
