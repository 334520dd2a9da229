package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Steps;
import java.util.ArrayList;
import java.util.List;

/** A call under way: its pictures, all at the same step. */
final class Painting implements Steps {
  private final PromptInput input;
  private final Call call;
  private final long seed;
  private final List<Canvas> canvases;
  private long stepNanos;
  private long company;

  /**
   * Starts from noise.
   *
   * @param prompt what the input's prompt says
   * @param negative what its negative prompt says
   */
  Painting(PromptInput input, Call call, long seed, Text prompt, Text negative) {
    this.input = input;
    this.call = call;
    this.seed = seed;
    this.canvases = new ArrayList<>(input.numImages());
    Blend blend = Blend.of(input.loras());
    for (int i = 0; i < input.numImages(); i++) {
      float[] noise = Noise.of(seed, i, Network.PICTURE);
      var flow = new Flow(input.scheduler(), input.numInferenceSteps(), noise);
      canvases.add(new Canvas(flow, prompt, negative, (float) input.guidanceScale(), blend));
    }
  }

  PromptInput input() {
    return input;
  }

  Call call() {
    return call;
  }

  long seed() {
    return seed;
  }

  List<Canvas> canvases() {
    return canvases;
  }

  /**
   * Counts a step that it took part in.
   *
   * @param pictures of all calls, that were in it
   */
  void took(long nanos, int pictures) {
    stepNanos += nanos;
    company += pictures;
  }

  /** How it went, for the call's log. */
  String report() {
    return "%d looks at the network in %.2f s, %.1f pictures at a time"
        .formatted(stepsDone(), seconds(), (double) company / stepsDone());
  }

  /** Seconds of all its steps. */
  double seconds() {
    return stepNanos / 1e9;
  }

  /** Whether a preview is to be shown now. */
  boolean showsPreview() {
    return input.previewEvery() > 0
        && stepsDone() % input.previewEvery() == 0
        && stepsDone() < stepsTotal();
  }

  @Override
  public int stepsDone() {
    return canvases.getFirst().flow().done();
  }

  @Override
  public int stepsTotal() {
    return canvases.getFirst().flow().total();
  }
}
