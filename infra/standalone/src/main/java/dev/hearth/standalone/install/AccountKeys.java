package dev.hearth.standalone.install;

import dev.hearth.sdk.cli.connection.Access;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ready-made accounts and their keys. {@code access.json} holds the keys; {@code
 * bootstrap.json}, for the marketplace, their hashes.
 */
public final class AccountKeys {
  private static final long DEVELOPER_CREDIT_NANOS = 20_000_000_000L;

  private final DataFolder data;
  private final Secrets secrets;

  public AccountKeys(DataFolder data, Secrets secrets) {
    this.data = data;
    this.secrets = secrets;
  }

  /** Keeps the keys there are, makes those that are missing, and writes both files. */
  public Access ensure(URI api, URI console, Access.@Nullable Tls tls) throws IOException {
    var keys = new EnumMap<Role, String>(Role.class);
    Access.read(data.root()).ifPresent(known -> keys.putAll(known.keys()));
    for (Role role : Role.values()) {
      keys.computeIfAbsent(role, _ -> UUID.randomUUID() + ":" + secrets.fresh());
    }
    var access = new Access(api, console, keys, tls);
    write(data.bootstrap(), bootstrap(keys));
    write(data.root().resolve(Access.FILE), access.toJson());
    return access;
  }

  private static void write(Path file, JsonObject json) throws IOException {
    PrivateFiles.write(file, json.print() + "\n");
  }

  private static JsonObject bootstrap(Map<Role, String> keys) {
    var accounts = new ArrayList<Json>();
    for (var entry : keys.entrySet()) {
      String key = entry.getValue();
      int colon = key.indexOf(':');
      accounts.add(
          JsonObject.builder()
              .put("name", accountName(entry.getKey()))
              .put("role", entry.getKey().word())
              .put("credit_nanos", entry.getKey() == Role.DEVELOPER ? DEVELOPER_CREDIT_NANOS : 0)
              .put("key_id", key.substring(0, colon))
              .put("key_sha256", sha256(key.substring(colon + 1)))
              .build());
    }
    return JsonObject.builder().put("accounts", new JsonArray(accounts)).build();
  }

  private static String accountName(Role role) {
    return switch (role) {
      case CREATOR -> "hearth";
      case DEVELOPER -> "developer";
      case ADMIN -> "platform";
    };
  }

  private static String sha256(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
