package dev.hearth.marketplace.secret;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.secret.SecretRows.OwnedVersion;
import dev.hearth.marketplace.secret.SecretSeal.Place;
import dev.hearth.marketplace.secret.SecretSeal.Sealed;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of accounts. A value goes out in one place only: to a node, for a version of a function
 * of the same account whose descriptor names it.
 */
@Singleton
public final class Secrets {
  private static final Logger LOG = Logger.getLogger(Secrets.class);
  private static final int MOST = 100;

  private final Jdbi jdbi;
  private final SecretRows rows;
  private final @Nullable SecretSeal seal;

  @Inject
  Secrets(Jdbi jdbi, SecretRows rows, SecretConfig config) throws IOException {
    this(jdbi, rows, seal(config));
  }

  Secrets(Jdbi jdbi, SecretRows rows, @Nullable SecretSeal seal) {
    this.jdbi = jdbi;
    this.rows = rows;
    this.seal = seal;
  }

  private static @Nullable SecretSeal seal(SecretConfig config) throws IOException {
    if (config.keyFile().isEmpty()) {
      return null;
    }
    var random = new SecureRandom();
    return new SecretSeal(SealingKeys.readOrMake(config.keyFile().get(), random), random);
  }

  /** Seals with the newest key what an older one sealed. */
  void resealOld(@Observes StartupEvent start) {
    if (seal != null) {
      int resealed = jdbi.inTransaction(handle -> resealOld(handle, seal));
      if (resealed > 0) {
        LOG.infof("secrets were sealed with the newest key, count=%d", resealed);
      }
    }
  }

  private int resealOld(Handle handle, SecretSeal with) {
    int resealed = 0;
    for (SecretRows.Row row : rows.all(handle)) {
      Optional<String> value =
          with.isOld(row.sealed()) ? with.open(row.place(), row.sealed()) : Optional.empty();
      if (value.isPresent()) {
        rows.reseal(handle, row.place(), with.seal(row.place(), value.get()));
        resealed++;
      }
    }
    return resealed;
  }

  List<SecretRows.Item> list(Account owner) {
    return jdbi.withHandle(handle -> rows.list(handle, owner.id()));
  }

  /** Sets a secret, by a key of its owner. */
  void set(Account owner, UUID keyId, String name, String value) {
    var place = new Place(owner.id(), name);
    Sealed sealed = seal().seal(place, value);
    jdbi.useTransaction(
        handle -> {
          int count = rows.count(handle, owner.id());
          if (count >= MOST && rows.find(handle, place).isEmpty()) {
            throw new CallException(
                ErrorCode.CONFLICT, "an account has at most " + MOST + " secrets; unset one first");
          }
          rows.put(handle, place, sealed, keyId);
        });
    LOG.infof("secret set, account=%s name=%s", owner.name(), name);
  }

  /** Unsets a secret; false if there is none. */
  boolean unset(Account owner, UUID keyId, String name) {
    boolean unset =
        jdbi.inTransaction(handle -> rows.delete(handle, new Place(owner.id(), name), keyId));
    if (unset) {
      LOG.infof("secret unset, account=%s name=%s", owner.name(), name);
    }
    return unset;
  }

  /** What a version of a function is given: what its descriptor names, of its owner's secrets. */
  public Optional<FunctionSecrets> of(String owner, String name, String version) {
    return jdbi.withHandle(
        handle -> rows.version(handle, owner, name, version).map(found -> of(handle, found)));
  }

  private FunctionSecrets of(Handle handle, OwnedVersion version) {
    Map<String, String> values = new HashMap<>();
    List<String> missing = new ArrayList<>();
    var descriptor = Descriptor.fromJson(Json.parse(version.descriptor()));
    for (String name : descriptor.access().secrets()) {
      var place = new Place(version.ownerId(), name);
      Optional<String> value = rows.find(handle, place).flatMap(kept -> seal().open(place, kept));
      if (value.isPresent()) {
        values.put(name, value.get());
      } else {
        missing.add(name);
      }
    }
    return new FunctionSecrets(values, missing);
  }

  /** What changed since then, oldest first. */
  public List<SecretChange> changes(OffsetDateTime since, int limit) {
    return jdbi.withHandle(handle -> rows.changes(handle, since, limit));
  }

  private SecretSeal seal() {
    if (seal == null) {
      throw new CallException(
          ErrorCode.CONFLICT,
          "this installation keeps no secrets: hearth.secret.key-file is not set");
    }
    return seal;
  }
}
