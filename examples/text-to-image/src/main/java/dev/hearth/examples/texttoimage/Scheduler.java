package dev.hearth.examples.texttoimage;

/** How a picture follows the flow from noise. */
public enum Scheduler {
  /** One look at the network per step. */
  EULER,
  /** Two looks per step, the last excepted, and a smaller error. */
  HEUN;

  /** How often the network is asked in so many steps. */
  int evaluations(int steps) {
    return switch (this) {
      case EULER -> steps;
      case HEUN -> 2 * steps - 1;
    };
  }
}
