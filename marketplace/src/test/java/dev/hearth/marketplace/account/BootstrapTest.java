package dev.hearth.marketplace.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.installation.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class BootstrapTest {
  private final Bootstrap bootstrap;
  private final Accounts accounts;
  private final KeyStore keys;

  @TempDir Path folder = Path.of("");

  @Inject
  BootstrapTest(Bootstrap bootstrap, Accounts accounts, KeyStore keys) {
    this.bootstrap = bootstrap;
    this.accounts = accounts;
    this.keys = keys;
  }

  private void apply(String name, String role, long credit, KeySecret key) throws IOException {
    Path file = folder.resolve("bootstrap.json");
    Files.writeString(
        file,
        """
        {"accounts":[{"name":"%s","role":"%s","credit_nanos":%d,"key_id":"%s","key_sha256":"%s"}]}\
        """
            .formatted(
                name, role, credit, key.keyId(), HexFormat.of().formatHex(key.secretSha256())));
    bootstrap.apply(file);
  }

  @Test
  void everyStartEnsuresTheSameOnce() throws IOException {
    var key = new KeySecret(UUID.randomUUID(), "ab".repeat(32));
    apply("starter", "developer", 5, key);
    Account account = accounts.byKey(key.text()).orElseThrow();
    assertEquals("starter", account.name());
    assertEquals(5, accounts.balanceNanos(account));

    apply("starter", "developer", 5, key);
    apply("starter", "developer", 900, key);
    assertEquals(account, accounts.byKey(key.text()).orElseThrow());
    assertEquals(5, accounts.balanceNanos(account));

    apply("starter", "creator", 5, key);
    assertEquals(Account.Role.CREATOR, accounts.byKey(key.text()).orElseThrow().role());

    assertTrue(keys.revoke(account, key.keyId()));
    apply("starter", "creator", 5, key);
    assertFalse(accounts.byKey(key.text()).isPresent());
  }

  @Test
  void wrongFileStopsTheStartAndLeavesNothing() {
    var key = new KeySecret(UUID.randomUUID(), "cd".repeat(32));
    assertThrows(RuntimeException.class, () -> apply("Bad Name", "developer", 0, key));
    assertThrows(RuntimeException.class, () -> apply("fine", "emperor", 0, key));
    assertFalse(accounts.byKey(key.text()).isPresent());
  }
}
