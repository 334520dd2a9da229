package dev.hearth.examples.upscale;

import ai.onnxruntime.OrtException;
import dev.hearth.kernels.device.ComputeDevice;
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
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Enlarges a picture two or four times in each direction.
 *
 * <p>Of a batch, pictures no larger than a tile run through the network together if they are of one
 * size. Larger ones keep the processor busy alone, and come one after the other, so that memory
 * doesn't grow with the batch.
 */
@HearthFunction(
    name = "upscale",
    title = "Upscale",
    summary =
        "Enlarges drawings, screenshots and photographs two or four times with small"
            + " super-resolution networks. Keeps transparency.",
    category = "image-to-image",
    // Four of the largest pictures in one batch, with the slowest network, on a busy core.
    timeoutSeconds = 7200)
@Batching(
    maxSize = 4,
    key = {"scale", "model"})
@Billing(
    unit = BillingUnit.MEGAPIXEL,
    maxUnits = Limits.MAX_OUTPUT_MEGAPIXELS,
    boundMedia = Limits.FIELD,
    boundFactor = "scale")
@Resources(cpus = 1, memoryMiB = 1536, kernels = true)
@Example(ExampleInput.FLAME)
public final class UpscaleFunction implements BatchFunction<UpscaleInput, UpscaleOutput> {
  /** Pixels: enough for every layer to be run once. */
  private static final int WARM_UP_SIDE = 16;

  private final Map<Weights, OnnxNetwork> networks = new EnumMap<>(Weights.class);
  private @Nullable ComputeDevice device;
  private @Nullable Enlarger enlarger;

  @Override
  public void setUp(Setup setup) throws OrtException {
    System.setProperty("onnxruntime.native.path", setup.nativeLibraries().toString());
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
    for (Weights weights : Weights.values()) {
      var folder = setup.weights(weights.folder());
      networks.put(weights, OnnxNetwork.open(folder, weights, setup.device().threads()));
    }
    device = ComputeDevice.of(setup.device());
    use(networks, device);
  }

  @Override
  public void warmUp() {
    for (Network network : networks.values()) {
      var _ = network.input(1, WARM_UP_SIDE, WARM_UP_SIDE);
      var _ = network.run(1, WARM_UP_SIDE, WARM_UP_SIDE);
    }
  }

  /** Enlarges with these networks from now on, and has that device move their pixels. */
  void use(Map<Weights, ? extends Network> networks, ComputeDevice device) {
    enlarger = new Enlarger(networks, device, Enlarger.TILE_SIDE);
  }

  private Enlarger enlarger() {
    return Objects.requireNonNull(enlarger, "set up first");
  }

  @Override
  public List<@Nullable UpscaleOutput> run(List<UpscaleInput> inputs, List<Call> calls) {
    UpscaleInput alike = inputs.getFirst(); // in scale and model, which are the batch's key
    List<Pass> passes = alike.model().passes(alike.scale());
    var small = new LinkedHashMap<Integer, Job>();
    var outputs = new ArrayList<@Nullable UpscaleOutput>(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      Job job = open(inputs.get(i), calls.get(i));
      if (job != null && job.isSmall()) {
        small.put(i, job);
      } else if (job != null) {
        enlarge(List.of(job), passes);
      }
      outputs.add(job == null ? null : job.output());
    }
    for (List<Job> group : bySize(small.values())) {
      enlarge(group, passes);
    }
    small.forEach((i, job) -> outputs.set(i, job.output()));
    return outputs;
  }

  @Override
  public void tearDown() throws OrtException {
    for (OnnxNetwork network : networks.values()) {
      network.close();
    }
    if (device != null) {
      device.close();
    }
  }

  /** Reads a call's picture. One picture's fault must not cost the batch's others their results. */
  private static @Nullable Job open(UpscaleInput input, Call call) {
    try {
      Original original = PictureReader.open(input.imageUrl().path(), input.scale());
      return new Job(call, original, input.scale());
    } catch (IOException | RuntimeException e) {
      Job.fail(call, e);
      return null;
    }
  }

  private static Collection<List<Job>> bySize(Collection<Job> jobs) {
    var groups = new LinkedHashMap<List<Integer>, List<Job>>();
    for (Job job : jobs) {
      List<Integer> size = List.of(job.original().width(), job.original().height());
      groups.computeIfAbsent(size, _ -> new ArrayList<>()).add(job);
    }
    return groups.values();
  }

  private void enlarge(List<Job> group, List<Pass> passes) {
    long start = System.nanoTime();
    var progress = new Progress(group);
    try {
      if (group.size() == 1) {
        Job job = group.getFirst();
        enlarger().enlarge(job.original(), passes, progress, job::write);
      } else {
        enlargeTogether(group, passes, progress);
      }
      for (Job job : group) {
        job.finish(describe(job.original(), passes, group.size(), System.nanoTime() - start));
      }
    } catch (IOException | RuntimeException e) {
      group.forEach(job -> job.fail(e));
    } finally {
      group.forEach(Job::close);
    }
  }

  private void enlargeTogether(List<Job> group, List<Pass> passes, Progress progress)
      throws IOException {
    var pictures = new ArrayList<Picture>(group.size());
    for (Job job : group) {
      pictures.add(job.original().picture());
    }
    int growth = passes.stream().mapToInt(Pass::growth).reduce(1, (a, b) -> a * b);
    int width = pictures.getFirst().width() * growth;
    enlarger()
        .enlarge(
            pictures,
            passes,
            progress,
            (argb, from) -> {
              for (int i = 0; i < group.size(); i++) {
                group.get(i).write(argb, from + i * width);
              }
            });
  }

  private static String describe(Original from, List<Pass> passes, int together, long nanos) {
    int growth = passes.stream().mapToInt(Pass::growth).reduce(1, (a, b) -> a * b);
    return "enlarged %dx%d to %dx%d with %s in %d ms%s"
        .formatted(
            from.width(),
            from.height(),
            from.width() * growth,
            from.height() * growth,
            String.join(" + ", passes.stream().map(pass -> pass.weights().folder()).toList()),
            nanos / 1_000_000,
            together == 1 ? "" : ", " + together + " pictures together");
  }
}
