package dev.hearth.sdk.cli.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of Maven's lines say something of the project. */
final class MavenBuildTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u001B[0m\u001B[0m",
        "\u001B[0m\u001B[0mWARNING: A terminally deprecated method in sun.misc.Unsafe has been"
            + " called",
        "\u001B[1;31m[ERROR] [Help 1] http://cwiki.apache.org"
      })
  void linesOfMavensOwnAreLeftOut(String line) {
    assertFalse(MavenBuild.tells(MavenBuild.plain(line)), line);
  }

  @Test
  void errorsAreKeptWithoutColours() {
    String line = MavenBuild.plain("[\u001B[1;31mERROR\u001B[m] A.java:[3,1] ';' expected [x]");
    assertEquals("[ERROR] A.java:[3,1] ';' expected [x]", line);
    assertTrue(MavenBuild.tells(line));
  }
}
