package dev.hearth.marketplace.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.marketplace.secret.SecretSeal.Place;
import dev.hearth.marketplace.secret.SecretSeal.Sealed;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start with a new key in front makes of what is there. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class ResealTest {
  @TempDir private Path folder = Path.of("");

  private final Jdbi jdbi;
  private final SecretRows rows;
  private final SecretConfig config;

  @Inject
  ResealTest(Jdbi jdbi, SecretRows rows, SecretConfig config) {
    this.jdbi = jdbi;
    this.rows = rows;
    this.config = config;
  }

  private UUID account() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id from account where name = 'hearth'")
                .mapTo(UUID.class)
                .one());
  }

  @Test
  void allIsSealedWithTheNewestKeyAtTheStart() throws Exception {
    var random = new SecureRandom();
    Path file = config.keyFile().orElseThrow();
    var place = new Place(account(), "ROTATED");
    var before = new SecretSeal(SealingKeys.readOrMake(file, random), random);
    jdbi.useTransaction(
        handle ->
            rows.put(
                handle,
                place,
                before.seal(place, "value"),
                UUID.fromString(TestKey.HEARTH.keyId())));
    Path rotated =
        Files.writeString(
            folder.resolve("keys"), "new " + "c".repeat(64) + "\n" + Files.readString(file));
    var after = new SecretSeal(SealingKeys.readOrMake(rotated, random), random);
    new Secrets(jdbi, rows, after).resealOld(new StartupEvent());
    Sealed sealed = jdbi.withHandle(handle -> rows.find(handle, place)).orElseThrow();
    assertEquals("new", sealed.keyId());
    assertEquals(Optional.of("value"), after.open(place, sealed));
    // So that other tests find what they set.
    jdbi.useHandle(handle -> handle.execute("delete from secret where key_id = 'new'"));
  }
}
