package dev.hearth.sdk.cli.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hearth.sdk.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class LiveLineTest {
  private static final String ERASE = "\r\u001b[K";

  private final StringWriter terminal = new StringWriter();
  private final LiveLine line = new LiveLine(new PrintWriter(terminal));

  @Test
  void oneLineIsDrawnAnewAndWhatStaysStandsAboveIt() {
    line.waiting(2);
    line.waiting(2);
    line.running();
    line.progress(3, 12);
    line.running();
    line.log("warming up");
    line.partial(Json.parse("{\"image\":{\"url\":\"https://media.example/p.png\"}}"));
    line.ended();
    String bar = "running [######..................] 3 of 12";
    assertEquals(
        ERASE
            + "in queue, position 2"
            + ERASE
            + "running"
            + ERASE
            + bar
            + ERASE
            + "| warming up\n"
            + bar
            + ERASE
            + "preview: https://media.example/p.png\n"
            + bar
            + ERASE,
        terminal.toString());
  }

  @Test
  void totalsOfNothingAndLiesDontBreakTheBar() {
    line.progress(0, 0);
    line.progress(9, 3);
    assertEquals(
        ERASE
            + "running [........................] 0 of 0"
            + ERASE
            + "running [########################] 9 of 3",
        terminal.toString());
  }

  @Test
  void functionCantSteerTheTerminal() {
    line.log("a\u001b[2Jb\u009bc\rd");
    line.partial(Json.of("a\u001b[2Jb\n"));
    assertFalse(
        terminal.toString().replace(ERASE, "").matches("(?s).*[\\u001b\\u009b\\r].*"),
        terminal.toString());
  }

  @Test
  void longPartialsAreCut() {
    line.partial(Json.of("x".repeat(5000)));
    assertEquals(1, terminal.toString().lines().filter(text -> text.length() > 100).count());
    assertEquals(ERASE.length() + 9 + 201 + 1, terminal.toString().length());
  }
}
