package dev.hearth.bench.overhead;

import dev.hearth.bench.load.LoadResult;
import dev.hearth.bench.machine.Cpu;

/** One row of the table. */
record Cell(String what, int connections, LoadResult load, Cpu cpu) {
  double micros(String part) {
    return cpu.microsPerCall(part, load.calls());
  }

  double requestsPerCall() {
    return (double) load.requests() / Math.max(1, load.calls());
  }
}
