package dev.hearth.runtime.pool.hosted;

import dev.hearth.kernels.device.ComputeDevice;
import dev.hearth.kernels.planar.Normalisation;
import dev.hearth.kernels.planar.PixelFormat;
import dev.hearth.kernels.planar.Planar;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Has an operator turn two pixels into planes, and tells the device that it was given. */
public final class PlanesFunction implements UnaryFunction<Json, Json> {
  private static final byte[] BLUE_AND_WHITE = {0, 0, -1, -1, -1, -1};

  private @Nullable Device given;
  private @Nullable ComputeDevice device;

  @Override
  public void setUp(Setup setup) {
    given = setup.device();
    device = ComputeDevice.of(setup.device());
  }

  @Override
  public Json run(Json input, Call call) {
    var planes = new float[BLUE_AND_WHITE.length];
    Planar.on(Objects.requireNonNull(device))
        .toPlanes(BLUE_AND_WHITE, PixelFormat.RGB, Normalisation.SIGNED, planes);
    var values = new ArrayList<Json>();
    for (float value : planes) {
      values.add(Json.of(value));
    }
    Device told = Objects.requireNonNull(given);
    return JsonObject.builder()
        .put("kind", told.kind().word())
        .put("index", told.index())
        .put("memory_bytes", told.memoryBytes())
        .put("threads", told.threads())
        .put("planes", new JsonArray(values))
        .build();
  }

  @Override
  public void tearDown() {
    if (device != null) {
      device.close();
    }
  }
}
