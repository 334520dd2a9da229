package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What {@code training/golden.py} wrote. */
final class Golden {
  private Golden() {}

  static JsonObject json() throws IOException {
    return Json.parseObject(new String(file("golden.json"), StandardCharsets.UTF_8));
  }

  static byte[] file(String name) throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
