package dev.hearth.marketplace.console.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts failed sign-ins per address, so that nobody tries keys at speed. An address is forgotten
 * one window after its first failure. Thread-safe.
 */
@ApplicationScoped
public class SignInLimits {
  private final Cache<String, AtomicInteger> failures;
  private final int allowed;

  SignInLimits(SessionConfig config) {
    this.allowed = config.signInFailures();
    this.failures =
        Caffeine.newBuilder()
            .maximumSize(config.signInAddresses())
            .expireAfterWrite(config.signInWindow())
            .build();
  }

  /** Whether the address may try no more for now. */
  public boolean exhausted(String address) {
    AtomicInteger count = failures.getIfPresent(address);
    return count != null && count.get() >= allowed;
  }

  /** Notes a failed sign-in. */
  public void failed(String address) {
    failures.get(address, _ -> new AtomicInteger()).incrementAndGet();
  }
}
