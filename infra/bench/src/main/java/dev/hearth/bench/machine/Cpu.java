package dev.hearth.bench.machine;

import java.util.LinkedHashMap;
import java.util.Map;

/** CPU seconds that parts of the system use between a start and an end. */
public final class Cpu {
  private final Map<String, ProcessTree> parts;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  public Cpu(Map<String, ProcessTree> parts) {
    this.parts = Map.copyOf(parts);
  }

  /** Notes where the parts stand. */
  public void start() {
    parts.forEach((name, part) -> seconds.put(name, part.cpuSeconds()));
  }

  /** Notes what they used since the start. */
  public void end() {
    parts.forEach((name, part) -> seconds.merge(name, part.cpuSeconds(), (from, to) -> to - from));
  }

  /** Microseconds of a part per call; 0 for a part that isn't watched. */
  public double microsPerCall(String part, long calls) {
    return seconds.getOrDefault(part, 0.0) * 1e6 / Math.max(1, calls);
  }
}
