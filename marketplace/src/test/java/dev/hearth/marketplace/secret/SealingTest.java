package dev.hearth.marketplace.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.secret.SecretSeal.Place;
import dev.hearth.marketplace.secret.SecretSeal.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SealingTest {
  private static final Place PLACE = new Place(new UUID(1, 2), "TOKEN");

  @TempDir private Path folder = Path.of("");

  private final SecureRandom random = new SecureRandom();

  private SecretSeal seal(String... lines) throws IOException {
    Path file = folder.resolve("keys");
    if (lines.length > 0) {
      Files.write(file, java.util.List.of(lines));
    }
    return new SecretSeal(SealingKeys.readOrMake(file, random), random);
  }

  @Test
  void sealedValueOpensInItsPlaceOnly() throws IOException {
    SecretSeal seal = seal();
    Sealed sealed = seal.seal(PLACE, "välue");
    assertEquals(Optional.of("välue"), seal.open(PLACE, sealed));
    assertEquals(Optional.empty(), seal.open(new Place(new UUID(1, 3), "TOKEN"), sealed));
    assertEquals(Optional.empty(), seal.open(new Place(new UUID(1, 2), "TOKEM"), sealed));
    for (int at = 0; at < sealed.bytes().length; at++) {
      byte[] changed = sealed.bytes().clone();
      changed[at] ^= 1;
      assertEquals(Optional.empty(), seal.open(PLACE, new Sealed(sealed.keyId(), changed)));
    }
    for (int length : new int[] {0, 12, 27}) {
      byte[] cut = Arrays.copyOf(sealed.bytes(), length);
      assertEquals(Optional.empty(), seal.open(PLACE, new Sealed(sealed.keyId(), cut)));
    }
    assertFalse(Arrays.equals(sealed.bytes(), seal.seal(PLACE, "välue").bytes()));
  }

  @Test
  void keyFileIsMadeOnceAndForItsOwnerAlone() throws IOException {
    Sealed sealed = seal().seal(PLACE, "x");
    Path file = folder.resolve("keys");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(Optional.of("x"), seal().open(PLACE, sealed));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void newKeyInFrontSealsAndTheOldOneStillOpens() throws IOException {
    String oldKey = "1 " + "a".repeat(64);
    Sealed old = seal(oldKey).seal(PLACE, "x");
    SecretSeal rotated = seal("2026-07 " + "b".repeat(64), "", oldKey);
    assertTrue(rotated.isOld(old));
    assertEquals(Optional.of("x"), rotated.open(PLACE, old));
    Sealed fresh = rotated.seal(PLACE, "x");
    assertNotEquals(old.keyId(), fresh.keyId());
    assertFalse(rotated.isOld(fresh));
    SecretSeal without = seal("2026-07 " + "b".repeat(64));
    assertEquals(Optional.empty(), without.open(PLACE, old));
    assertEquals(Optional.of("x"), without.open(PLACE, fresh));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1 abc", "key with words", "1  aa", "a/b 00"})
  void damagedKeyFileIsSaid(String line) {
    var failure = assertThrows(IllegalStateException.class, () -> seal(line, ""));
    assertTrue(String.valueOf(failure.getMessage()).contains("keys"), failure::toString);
    assertFalse(String.valueOf(failure.getMessage()).contains("abc"), failure::toString);
  }

  @Test
  void sameIdTwiceIsRefused() {
    assertThrows(
        IllegalStateException.class, () -> seal("1 " + "a".repeat(64), "1 " + "b".repeat(64)));
  }
}
