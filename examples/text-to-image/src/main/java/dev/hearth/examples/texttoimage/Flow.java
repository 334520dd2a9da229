package dev.hearth.examples.texttoimage;

/**
 * The way of one picture from noise, time 0, to what the network draws, time 1 (rectified flow: Liu
 * et al., "Flow Straight and Fast", 2022). The network estimates the clean picture {@code c}; the
 * velocity at {@code x} is {@code (c − x) / (1 − t)}.
 *
 * <p>Euler goes a step of {@code h = 1/steps} along it. Heun asks again where that leads, and goes
 * the step along the mean of both velocities. Its last step is Euler's, since there is no velocity
 * at time 1 (as in Karras et al., "Elucidating the Design Space of Diffusion-Based Generative
 * Models", 2022, algorithm 1).
 */
final class Flow {
  private final Scheduler scheduler;
  private final int steps;
  private final float[] x;
  private final float[] from;
  private final float[] slope;
  private int done;

  /**
   * @param noise becomes the picture
   */
  Flow(Scheduler scheduler, int steps, float[] noise) {
    this.scheduler = scheduler;
    this.steps = steps;
    this.x = noise;
    boolean twice = scheduler == Scheduler.HEUN;
    this.from = new float[twice ? noise.length : 0];
    this.slope = new float[twice ? noise.length : 0];
  }

  /** Where it is: noise, then less and less so, the picture once all is done. */
  float[] x() {
    return x;
  }

  /** How often the network was asked. */
  int done() {
    return done;
  }

  /** How often the network is asked in all. */
  int total() {
    return scheduler.evaluations(steps);
  }

  /** The time at which the network is to look at {@link #x} next. */
  float time() {
    return (float) timeOf(step() + (isCorrection() ? 1 : 0));
  }

  private int step() {
    return scheduler == Scheduler.HEUN ? done / 2 : done;
  }

  private boolean isCorrection() {
    return scheduler == Scheduler.HEUN && done % 2 == 1;
  }

  private double timeOf(int step) {
    return (double) step / steps;
  }

  /** Goes on by what the network answered. */
  void advance(float[] clean) {
    double before = timeOf(step());
    double after = timeOf(step() + 1);
    if (isCorrection()) {
      correct(clean, (float) (1 / (1 - after)), (float) ((after - before) / 2));
    } else if (scheduler == Scheduler.HEUN && step() < steps - 1) {
      predict(clean, (float) (1 / (1 - before)), (float) (after - before));
    } else {
      go(clean, (float) ((after - before) / (1 - before)));
    }
    done++;
  }

  private void go(float[] clean, float share) {
    for (int i = 0; i < x.length; i++) {
      x[i] += (clean[i] - x[i]) * share;
    }
  }

  private void predict(float[] clean, float rate, float h) {
    for (int i = 0; i < x.length; i++) {
      from[i] = x[i];
      slope[i] = (clean[i] - x[i]) * rate;
      x[i] += h * slope[i];
    }
  }

  private void correct(float[] clean, float rate, float half) {
    for (int i = 0; i < x.length; i++) {
      x[i] = from[i] + half * (slope[i] + (clean[i] - x[i]) * rate);
    }
  }
}
