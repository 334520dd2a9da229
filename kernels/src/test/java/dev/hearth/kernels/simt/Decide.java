package dev.hearth.kernels.simt;

import dev.hearth.kernels.cuda.CudaException;
import dev.hearth.kernels.device.DeviceChoice;
import dev.hearth.kernels.device.DeviceDecision;

/** A program that has the device decided, twice, and prints what came of it. */
final class Decide {
  private Decide() {}

  /** Decides as the first argument says. */
  public static void main(String[] arguments) {
    DeviceChoice choice = DeviceChoice.of(arguments[0]);
    for (int i = 0; i < 2; i++) {
      try (DeviceDecision decision = DeviceDecision.decide(choice, 2)) {
        System.out.println(decision.device().description() + ": " + decision.reason());
      } catch (CudaException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }
}
