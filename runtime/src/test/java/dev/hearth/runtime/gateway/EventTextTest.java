package dev.hearth.runtime.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class EventTextTest {
  @Test
  void jsonOfSeveralLinesIsOneLineOfTheSameValue() {
    String json = "{\r\n  \"a\": [1,\n2],\r\"b\": \"\\n é € 😀 \u2028\"\n}";
    String line = EventText.data(json.getBytes(StandardCharsets.UTF_8));
    assertEquals(1, line.lines().count());
    assertEquals(0, line.chars().filter(c -> c >= 0x80 || c < ' ').count(), line);
    assertEquals(Json.parse(json), Json.parse(line.substring("data: ".length())));
  }
}
