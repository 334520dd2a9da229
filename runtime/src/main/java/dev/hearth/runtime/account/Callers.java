package dev.hearth.runtime.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.hearth.runtime.marketplace.Marketplace;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the account of a key. Answers are remembered for less than the five seconds within which a
 * revoked key must be dead everywhere; secrets aren't kept, only their digests.
 */
@ApplicationScoped
public class Callers {
  private static final Duration REMEMBERED = Duration.ofSeconds(4);
  private static final int MOST_REMEMBERED = 100_000;
  private static final int MAX_KEY_CHARS = 512;

  private final LoadingCache<Credential, Optional<Caller>> known;

  private record Credential(String keyId, String secretSha256) {}

  Callers(Marketplace marketplace) {
    this.known =
        Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build(
                key ->
                    marketplace
                        .keyOwner(key.keyId, key.secretSha256)
                        .map(
                            owner ->
                                new Caller(
                                    owner.getAccountId(),
                                    owner.getAccountName(),
                                    "admin".equals(owner.getRole()))));
  }

  /**
   * The caller of an {@code Authorization} header, {@code Key id:secret} or {@code Bearer
   * id:secret}; empty when it is missing, malformed, unknown or revoked.
   */
  public Optional<Caller> of(@Nullable String authorization) {
    if (authorization == null || authorization.length() > MAX_KEY_CHARS) {
      return Optional.empty();
    }
    int space = authorization.indexOf(' ');
    int colon = authorization.indexOf(':', space + 1);
    if (space < 0 || colon < 0 || !isKeyScheme(authorization.substring(0, space))) {
      return Optional.empty();
    }
    String keyId = authorization.substring(space + 1, colon).trim();
    String secret = authorization.substring(colon + 1).trim();
    return keyId.isEmpty() ? Optional.empty() : known.get(new Credential(keyId, sha256(secret)));
  }

  private static boolean isKeyScheme(String scheme) {
    return scheme.equalsIgnoreCase("key") || scheme.equalsIgnoreCase("bearer");
  }

  private static String sha256(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
