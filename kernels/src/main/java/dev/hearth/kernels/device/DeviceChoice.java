package dev.hearth.kernels.device;

import java.util.Arrays;
import java.util.Locale;

/** What the operator asks for. */
public enum DeviceChoice {
  /** The first GPU if it can be used, else the processor. */
  AUTO,
  /** The processor, whatever else there is. */
  CPU,
  /** The first GPU, or nothing. */
  CUDA;

  /**
   * The choice of that name, as it is written on a command line.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DeviceChoice of(String name) {
    return Arrays.stream(values())
        .filter(choice -> choice.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("device '" + name + "' is not auto, cpu or cuda"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
