package dev.hearth.marketplace.console.session;

import dev.hearth.marketplace.account.Accounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Keeps who is signed in inside a sealed cookie; the server keeps nothing. Thread-safe. */
@ApplicationScoped
public class Sessions {
  /** Name of the cookie. */
  public static final String COOKIE = "hearth-session";

  private static final String PURPOSE = "hearth.console.sign-in";

  private final Accounts accounts;
  private final Duration lifetime;
  private final Clock clock = Clock.systemUTC();
  private final Seal seal;

  Sessions(SessionConfig config, Accounts accounts) {
    this.accounts = accounts;
    this.lifetime = config.signInLifetime();
    var random = new SecureRandom();
    byte[] secret =
        config
            .secretFile()
            .map(file -> SecretFile.readOrMake(file, random))
            .orElseGet(() -> passing(random));
    this.seal = new Seal(secret, random, clock);
  }

  private static byte[] passing(SecureRandom random) {
    byte[] secret = new byte[Seal.KEY_BYTES];
    random.nextBytes(secret);
    return secret;
  }

  /** Who the key belongs to, if it is good. */
  public Optional<Visitor> signIn(String key) {
    return accounts.byKey(key).map(account -> new Visitor(account, key));
  }

  /** Who sent the cookie; the key in it is looked up again, so that a revoked one ends at once. */
  public Optional<Visitor> visitor(String cookie) {
    return seal.open(PURPOSE, cookie).flatMap(this::signIn);
  }

  /** The cookie that keeps the visitor signed in. */
  public NewCookie cookie(Visitor visitor, boolean secure) {
    String value = seal.seal(PURPOSE, visitor.key(), clock.instant().plus(lifetime));
    return cookie(value, (int) lifetime.toSeconds(), secure);
  }

  /** The cookie that ends a sign-in. */
  public NewCookie endingCookie(boolean secure) {
    return cookie("", 0, secure);
  }

  private static NewCookie cookie(String value, int maxAgeSeconds, boolean secure) {
    return new NewCookie.Builder(COOKIE)
        .value(value)
        .path("/")
        .maxAge(maxAgeSeconds)
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }
}
