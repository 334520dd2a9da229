package dev.hearth.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class BenchCommandTest {
  private final StringWriter text = new StringWriter();
  private final CommandLine command =
      new CommandLine(new BenchCommand())
          .setOut(new PrintWriter(text))
          .setErr(new PrintWriter(text));

  @Test
  void withoutNameListsAll() {
    assertEquals(0, command.execute());
    assertTrue(text.toString().contains("overhead"), text::toString);
    assertTrue(text.toString().contains("cold-start"), text::toString);
    assertTrue(text.toString().contains("pixels"), text::toString);
    assertTrue(text.toString().contains("image"), text::toString);
  }

  @Test
  void unknownNameIsRefusedWithTheOnesThereAre() {
    assertNotEquals(0, command.execute("overheat"));
    assertTrue(text.toString().contains("'overheat'"), text::toString);
    assertTrue(text.toString().contains("overhead"), text::toString);
  }
}
