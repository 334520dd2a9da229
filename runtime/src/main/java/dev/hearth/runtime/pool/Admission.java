package dev.hearth.runtime.pool;

import dev.hearth.runtime.sandbox.Sandbox;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.util.Optional;

/** Refuses work that this node could never run. */
record Admission(FunctionVersion version, Sandbox sandbox, NodeCapacity capacity) {

  void check(Work work) {
    if (work.input().length > FunctionVersion.MAX_RUN_BYTES) {
      throw new CallException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "input has %d bytes, at most %d"
              .formatted(work.input().length, FunctionVersion.MAX_RUN_BYTES));
    }
    Optional<String> refusal = sandbox.refusal();
    if (refusal.isPresent()) {
      throw unschedulable("no functions run here: " + refusal.get());
    }
    Optional<String> unfit = sandbox.refusal(version.manifest());
    if (unfit.isPresent()) {
      throw unschedulable(unfit.get());
    }
    long bytes = sandbox.memoryBytes(version.manifest());
    if (!capacity.canHold(bytes)) {
      throw unschedulable("a worker needs %d MiB, more than this node has".formatted(bytes >> 20));
    }
  }

  private static CallException unschedulable(String reason) {
    return new CallException(ErrorCode.RUNNER_SCHEDULING_FAILURE, reason);
  }
}
