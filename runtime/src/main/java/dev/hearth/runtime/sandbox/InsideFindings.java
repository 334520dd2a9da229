package dev.hearth.runtime.sandbox;

import java.util.List;

/** What a program saw inside a sandbox that has no way out, in words. */
final class InsideFindings {
  private InsideFindings() {}

  static List<Finding> of(Observed observed) {
    return List.of(
        Finding.ok(
            "reach",
            "no network, no file of the node, %s processes in /proc, environment: %s"
                .formatted(observed.fact("processes"), observed.fact("environment"))),
        Finding.ok("privileges", "no capabilities, and none to be gained (no_new_privs)"),
        systemCalls(observed),
        scratch(observed),
        Finding.ok(
            "rlimits",
            "%s processes, %s open files, files of %s bytes, core dumps of %s"
                .formatted(
                    observed.fact("Max processes"),
                    observed.fact("Max open files"),
                    observed.fact("Max file size"),
                    observed.fact("Max core file size"))));
  }

  private static Finding systemCalls(Observed observed) {
    return observed.filtersSystemCalls()
        ? Finding.ok("system calls", "filtered by seccomp")
        : Finding.weak("system calls", "not filtered by seccomp", Advice.ON_SECCOMP);
  }

  private static Finding scratch(Observed observed) {
    int written = observed.number("scratchMiB").orElse(Integer.MAX_VALUE);
    String says = "a folder of %d MiB took %d MiB".formatted(SandboxTrial.SCRATCH_MIB, written);
    return written <= SandboxTrial.SCRATCH_MIB
        ? Finding.ok("scratch", says)
        : Finding.weak("scratch", says, Advice.ON_TMPFS);
  }
}
