package dev.hearth.marketplace.console.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final byte[] KEY = new byte[32];

  private static Seal at(Instant now, byte[] key) {
    return new Seal(key, new SecureRandom(), Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void opensWhatItSealedUntilItExpires() {
    String sealed = at(NOW, KEY).seal("p", "id:secret ü", LATER);
    assertEquals(Optional.of("id:secret ü"), at(NOW, KEY).open("p", sealed));
    assertEquals(Optional.of("id:secret ü"), at(LATER.minusSeconds(1), KEY).open("p", sealed));
    assertEquals(Optional.empty(), at(LATER, KEY).open("p", sealed));
  }

  @Test
  void purposeAndKeyAreBound() {
    String sealed = at(NOW, KEY).seal("p", "x", LATER);
    byte[] other = KEY.clone();
    other[31] = 1;
    assertEquals(Optional.empty(), at(NOW, KEY).open("q", sealed));
    assertEquals(Optional.empty(), at(NOW, other).open("p", sealed));
  }

  @Test
  void everyFlippedBitBreaksTheSeal() {
    String sealed = at(NOW, KEY).seal("p", "secret", LATER);
    byte[] bytes = Base64.getUrlDecoder().decode(sealed);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] tampered = bytes.clone();
      tampered[bit / 8] ^= (byte) (1 << bit % 8);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(tampered);
      assertEquals(Optional.empty(), at(NOW, KEY).open("p", text), "bit " + bit);
    }
  }

  @Test
  void nonsenseIsNoSeal() {
    for (String text : new String[] {"", "x", "!!!!", "A".repeat(40), "A".repeat(100_000)}) {
      assertEquals(Optional.empty(), at(NOW, KEY).open("p", text));
    }
  }

  @Test
  void theTextIsHiddenAndNeverSealedAlikeTwice() {
    String one = at(NOW, KEY).seal("p", "secret", LATER);
    String two = at(NOW, KEY).seal("p", "secret", LATER);
    assertNotEquals(one, two);
    String raw = new String(Base64.getUrlDecoder().decode(one), StandardCharsets.ISO_8859_1);
    assertFalse(raw.contains("secret"));
  }

  @Test
  void keysOfAnotherLengthAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> at(NOW, new byte[16]));
  }
}
