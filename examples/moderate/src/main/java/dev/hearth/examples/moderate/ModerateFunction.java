package dev.hearth.examples.moderate;

import ai.onnxruntime.OrtException;
import dev.hearth.kernels.device.ComputeDevice;
import dev.hearth.kernels.resize.Resize;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
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
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a picture is safe for work.
 *
 * <p>Of a batch, one picture at a time stands in memory as a whole; what the network sees of them
 * goes through it together.
 */
@HearthFunction(
    name = "moderate",
    title = "Moderate",
    summary =
        "Says how likely a picture is unsafe for work: pornographic, drawn or photographed, or"
            + " suggestive.",
    category = "vision",
    timeoutSeconds = 60)
@Batching(maxSize = 8)
@Billing(unit = BillingUnit.REQUEST)
@Resources(cpus = 1, memoryMiB = 1536, kernels = true)
@Example(ExampleInput.COFFEE)
public final class ModerateFunction implements BatchFunction<ModerateInput, ModerateOutput> {
  private @Nullable ComputeDevice device;
  private @Nullable Classifier classifier;
  private @Nullable View view;

  @Override
  public void setUp(Setup setup) throws OrtException {
    System.setProperty("onnxruntime.native.path", setup.nativeLibraries().toString());
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
    classifier = Classifier.open(setup.weights(Classifier.WEIGHTS), setup.device().threads());
    device = ComputeDevice.of(setup.device());
    view = new View(Resize.on(device));
  }

  @Override
  public void warmUp() {
    float[] planes = view().planes(new Picture(1, 1, new int[1]));
    var _ = classifier().judge(List.of(planes));
  }

  @Override
  public List<@Nullable ModerateOutput> run(List<ModerateInput> inputs, List<Call> calls) {
    var seen = new TreeMap<Integer, float[]>();
    for (int i = 0; i < inputs.size(); i++) {
      float[] planes = see(inputs.get(i), calls.get(i));
      if (planes != null) {
        seen.put(i, planes);
      }
    }
    var outputs = new ArrayList<@Nullable ModerateOutput>(Collections.nCopies(inputs.size(), null));
    if (!seen.isEmpty()) {
      var judgements = classifier().judge(List.copyOf(seen.values())).iterator();
      seen.forEach((i, _) -> outputs.set(i, output(judgements.next(), inputs.get(i))));
    }
    return outputs;
  }

  @Override
  public void tearDown() throws OrtException {
    if (classifier != null) {
      classifier.close();
    }
    if (device != null) {
      device.close();
    }
  }

  /** Reads a call's picture. One picture's fault must not cost the batch's others their results. */
  private float @Nullable [] see(ModerateInput input, Call call) {
    if (call.cancelled()) {
      call.fail(new CallException(ErrorCode.CLIENT_CANCELLED, "the caller has left"));
      return null;
    }
    try {
      return view().planes(PictureReader.read(input.imageUrl().path()));
    } catch (CallException e) {
      call.fail(e);
    } catch (IOException | RuntimeException e) {
      call.fail(new CallException(ErrorCode.FUNCTION_FAILED, "the picture was not judged", e));
    }
    return null;
  }

  private static ModerateOutput output(Probabilities probabilities, ModerateInput input) {
    double unsafe = probabilities.unsafe();
    return new ModerateOutput(unsafe, List.of(unsafe >= input.threshold()), probabilities);
  }

  private Classifier classifier() {
    return Objects.requireNonNull(classifier, "set up first");
  }

  private View view() {
    return Objects.requireNonNull(view, "set up first");
  }
}
