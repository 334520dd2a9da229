package dev.hearth.marketplace.account;

import dev.hearth.marketplace.ledger.CreditGrant;
import dev.hearth.marketplace.ledger.Wallets;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Ensures, at every start, the accounts and keys that the installation's file names. Starting
 * credit is posted once per account, whatever the file says later; a key that was revoked stays so.
 */
@Singleton
final class Bootstrap {
  private static final Logger LOG = Logger.getLogger(Bootstrap.class);

  private final BootstrapConfig config;
  private final Jdbi jdbi;
  private final AccountStore accounts;
  private final KeyStore keys;
  private final Wallets wallets;

  Bootstrap(
      BootstrapConfig config, Jdbi jdbi, AccountStore accounts, KeyStore keys, Wallets wallets) {
    this.config = config;
    this.jdbi = jdbi;
    this.accounts = accounts;
    this.keys = keys;
    this.wallets = wallets;
  }

  void atStart(@Observes StartupEvent start) throws IOException {
    if (config.file().isPresent()) {
      apply(config.file().get());
    }
  }

  void apply(Path file) throws IOException {
    JsonObject content = Json.parseObject(Files.readString(file));
    jdbi.useTransaction(
        handle -> {
          for (Json account : content.array("accounts")) {
            ensure(handle, account.asObject());
          }
        });
  }

  private void ensure(Handle handle, JsonObject wanted) {
    var role = Account.Role.valueOf(wanted.string("role").toUpperCase(Locale.ROOT));
    Account account = accounts.ensure(handle, wanted.string("name"), role);
    byte[] hash = HexFormat.of().parseHex(wanted.string("key_sha256"));
    keys.insert(handle, account, UUID.fromString(wanted.string("key_id")), "bootstrap", hash);
    long credit = wanted.integer("credit_nanos");
    if (credit > 0 && giveCredit(handle, account, credit)) {
      LOG.infof("starting credit posted, account=%s nanos=%d", account.name(), credit);
    }
  }

  private boolean giveCredit(Handle handle, Account account, long credit) {
    String key = "bootstrap:" + account.name();
    return !wallets.wasToppedUp(handle, key)
        && wallets.grant(handle, key, CreditGrant.topUp(account.id(), credit));
  }
}
