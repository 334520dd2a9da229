package dev.hearth.runtime.device;

import java.util.Locale;

/** What the operator asks for. */
public enum DeviceChoice {
  /** The first GPU if it can be used, else the CPU. */
  AUTO,
  /** The CPU, whatever else there is. */
  CPU,
  /** The first GPU; a node without one doesn't start. */
  CUDA;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
