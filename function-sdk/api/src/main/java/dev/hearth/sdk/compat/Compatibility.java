package dev.hearth.sdk.compat;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.descriptor.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares two versions of a function as their callers see them. A new version breaks nobody if it
 * takes every input that the live one takes, and gives only outputs that the live one could give.
 *
 * <p>Beyond that, an input field must not disappear unless it was deprecated, as it would silently
 * lose its effect, and an output field must not, even if it was optional. New output fields and new
 * optional input fields are fine, and so are changed defaults, titles and descriptions.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="compat"}
 */
public final class Compatibility {
  private Compatibility() {}

  /** What in {@code next} breaks callers of {@code live}; empty if nothing does. */
  public static List<Break> breaks(Descriptor live, Descriptor next) {
    var breaks = new ArrayList<Break>();
    for (Endpoint endpoint : live.endpoints()) {
      Optional<Endpoint> same = next.endpoint(endpoint.path());
      if (same.isEmpty()) {
        breaks.add(new Break(endpoint.path(), "", "the endpoint is gone"));
      } else {
        breaks.addAll(endpoint(endpoint, same.get()));
        compare(endpoint.path(), live.billing(endpoint), next.billing(same.get()), breaks);
      }
    }
    return List.copyOf(breaks);
  }

  private static List<Break> endpoint(Endpoint live, Endpoint next) {
    var breaks = new ArrayList<Break>();
    String path = live.path();
    new Subsumption(Side.INPUT, path, next.input(), live.input(), breaks).check();
    new Subsumption(Side.OUTPUT, path, live.output(), next.output(), breaks).check();
    return breaks;
  }

  private static void compare(String path, Bill live, Bill next, List<Break> breaks) {
    if (live.unit() != next.unit()) {
      breaks.add(
          new Break(
              path,
              "billing",
              "the unit is %s now, was %s".formatted(next.unit().word(), live.unit().word())));
    } else if (next.maxMicroUnits() < live.maxMicroUnits()) {
      breaks.add(
          new Break(
              path,
              "billing",
              "a call may consume %d micro-units now, before %d"
                  .formatted(next.maxMicroUnits(), live.maxMicroUnits())));
    }
  }
}
