package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.net.URI;
import java.util.Base64;

/** Records as the JSON of inputs and outputs, by the rules of generated codecs. */
public final class RecordJson {
  private RecordJson() {}

  /**
   * Writes an input without uploading anything: local files stand in it as {@code file:} URLs,
   * bytes as {@code data:} URIs.
   *
   * @throws IllegalArgumentException if the input is no record, Map or JsonObject, or something in
   *     it has no JSON form
   */
  public static JsonObject write(Object input) {
    return new InputWriter(RecordJson::inPlace).write(input);
  }

  private static URI inPlace(InputFile file) {
    return switch (file) {
      case FileOnDisk local -> local.path().toUri();
      case FileElsewhere there -> there.url();
      case FileInMemory memory ->
          URI.create(
              "data:%s;base64,%s"
                  .formatted(
                      memory.contentType(), Base64.getEncoder().encodeToString(memory.bytes())));
    };
  }

  /**
   * Reads an output.
   *
   * @param type a record, {@link Json} or {@link JsonObject}
   * @throws dev.hearth.sdk.json.JsonException saying where the output isn't of that type
   */
  public static <O> O read(Json output, Class<O> type) {
    OutputReader.require(type);
    return OutputReader.read(output, type);
  }
}
