package dev.hearth.runtime.pool.hosted;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives each picture back as a file, behind the text of its weights. */
public final class MirrorFunction implements BatchFunction<Json, Json> {
  private String weights = "";
  private int mirrored;

  @Override
  public void setUp(Setup setup) throws IOException {
    weights = Files.readString(setup.weights("tiny").resolve("w.bin"));
    setup.log("mirror is up with " + setup.device().threads() + " thread");
    System.out.println("printed in set-up");
  }

  @Override
  public List<String> hints() {
    return List.of("mirrored:" + mirrored);
  }

  @Override
  public void checkHealth() {
    if (mirrored > 1) {
      throw new IllegalStateException("the mirror is worn out");
    }
  }

  @Override
  public List<@Nullable Json> run(List<Json> inputs, List<Call> calls) throws IOException {
    var outputs = new ArrayList<@Nullable Json>();
    for (int i = 0; i < inputs.size(); i++) {
      outputs.add(mirror(inputs.get(i).asObject(), calls.get(i)));
    }
    return outputs;
  }

  private Json mirror(JsonObject input, Call call) throws IOException {
    if (input.get("image").isEmpty()) {
      throw CallException.field(ErrorCode.INVALID_INPUT, "image", "there is no image");
    }
    Image image = MediaCodec.image(input.require("image"));
    call.log("mirroring " + image.fileName());
    call.progress(1, 1);
    call.meter(42);
    mirrored++;
    byte[] bytes = (weights + Files.readString(image.path())).getBytes(StandardCharsets.UTF_8);
    return JsonObject.builder()
        .put("file", MediaCodec.encode(call.file(bytes, "text/plain", "mirrored.txt")))
        .build();
  }
}
