package dev.hearth.runtime.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sandbox counts as one only if nothing that was seen in it speaks against that. */
class ObservedTest {
  private static final List<String> CLOSED =
      List.of(
          "CapInh=0000000000000000",
          "CapPrm=0000000000000000",
          "CapEff=0000000000000000",
          "CapBnd=0000000000000000",
          "CapAmb=0000000000000000",
          "NoNewPrivs=1",
          "Seccomp=2",
          "processes=2",
          "network=refused",
          "file=refused",
          "writable=",
          "environment=PWD",
          "scratchMiB=1");

  @Test
  void closedSandboxHasNoWayOut() {
    Observed observed = Observed.parse(CLOSED);
    assertEquals(List.of(), observed.waysOut());
    assertTrue(observed.filtersSystemCalls());
  }

  @ParameterizedTest
  @CsvSource({
    "network=reached, reaches the machine's network",
    "file=read, reads files of the node",
    "NoNewPrivs=0, can gain privileges",
    "CapEff=0000000000200000, has capabilities",
    "CapBnd=000001fffeffffff, has capabilities",
    "writable=/jdk, can write to /jdk",
    "processes=200, sees 200 processes",
    "environment=PWD HEARTH_INTERNAL_TOKEN, sees PWD HEARTH_INTERNAL_TOKEN"
  })
  void eachHoleIsNamed(String line, String way) {
    var lines = new ArrayList<>(CLOSED);
    lines.add(line);
    assertEquals(List.of(way), Observed.parse(lines).waysOut());
  }

  @Test
  void whatWasNotSeenIsNoProtection() {
    Observed nothing = Observed.parse(List.of("Error: could not start"));
    assertEquals(7, nothing.waysOut().size(), nothing.waysOut()::toString);
    assertFalse(nothing.filtersSystemCalls());
  }
}
