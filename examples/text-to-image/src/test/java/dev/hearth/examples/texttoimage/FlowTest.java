package dev.hearth.examples.texttoimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlowTest {
  /** A network that is a formula, followed by the training's own code in double precision. */
  @ParameterizedTest
  @EnumSource(Scheduler.class)
  void itGoesWhereTheTrainingsSamplerGoes(Scheduler scheduler) throws IOException {
    JsonObject golden = Golden.json().object("formula");
    assertEquals("tanh(2x + t) / (1 + t)", golden.string("clean"));
    int steps = (int) golden.integer("steps");
    var flow = new Flow(scheduler, steps, floats(golden.array("start")));
    while (flow.done() < flow.total()) {
      flow.advance(clean(flow));
    }
    float[] expected = floats(golden.array(scheduler.name().toLowerCase(Locale.ROOT)));
    assertArrayEquals(expected, flow.x(), 1e-5f);
  }

  @Test
  void eulerLooksOncePerStep() {
    assertEquals(
        List.of(0f, 0.25f, 0.5f, 0.75f), times(new Flow(Scheduler.EULER, 4, new float[1])));
  }

  @Test
  void heunLooksTwiceButOnceAtTheEnd() {
    assertEquals(
        List.of(0f, 0.25f, 0.25f, 0.5f, 0.5f, 0.75f, 0.75f),
        times(new Flow(Scheduler.HEUN, 4, new float[1])));
  }

  @ParameterizedTest
  @EnumSource(Scheduler.class)
  void theLastStepEndsAtTheEstimate(Scheduler scheduler) {
    var flow = new Flow(scheduler, 1, new float[] {3, -3});
    flow.advance(new float[] {0.5f, -0.25f});
    assertEquals(flow.total(), flow.done());
    assertArrayEquals(new float[] {0.5f, -0.25f}, flow.x());
  }

  /** Both schedulers lead to one place as steps become many; Heun is nearer with few. */
  @Test
  void heunErrsLess() {
    double limit = end(Scheduler.EULER, 20_000);
    double euler = Math.abs(end(Scheduler.EULER, 10) - limit);
    double heun = Math.abs(end(Scheduler.HEUN, 10) - limit);
    assertTrue(heun < euler / 2, "Heun errs by " + heun + ", Euler by " + euler);
  }

  private static double end(Scheduler scheduler, int steps) {
    var flow = new Flow(scheduler, steps, new float[] {-0.7f});
    while (flow.done() < flow.total()) {
      flow.advance(clean(flow));
    }
    return flow.x()[0];
  }

  private static List<Float> times(Flow flow) {
    var times = new ArrayList<Float>();
    while (flow.done() < flow.total()) {
      times.add(flow.time());
      flow.advance(new float[1]);
    }
    return times;
  }

  private static float[] clean(Flow flow) {
    float[] x = flow.x();
    var clean = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      clean[i] = (float) (Math.tanh(2 * x[i] + flow.time()) / (1 + flow.time()));
    }
    return clean;
  }

  private static float[] floats(List<Json> numbers) {
    var floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers.get(i).asDouble();
    }
    return floats;
  }
}
