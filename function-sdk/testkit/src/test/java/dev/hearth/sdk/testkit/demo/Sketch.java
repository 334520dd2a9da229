package dev.hearth.sdk.testkit.demo;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Steps;

/** A sketch under way. */
final class Sketch implements Steps {
  final SketchInput input;
  final Call call;
  int done;
  int company;

  Sketch(SketchInput input, Call call) {
    this.input = input;
    this.call = call;
  }

  @Override
  public int stepsDone() {
    return done;
  }

  @Override
  public int stepsTotal() {
    return input.steps();
  }
}
