package dev.hearth.marketplace.account;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose key came with the request to the API. */
@RequestScoped
public class Caller {
  private @Nullable Account account;
  private @Nullable UUID keyId;

  void set(Account account, UUID keyId) {
    this.account = account;
    this.keyId = keyId;
  }

  /** The key that came with the request of a known caller. */
  public UUID keyId() {
    if (keyId == null) {
      throw new IllegalStateException("an anonymous caller has no key");
    }
    return keyId;
  }

  /** The caller; empty for an anonymous one. */
  public Optional<Account> known() {
    return Optional.ofNullable(account);
  }

  /** The caller of an operation that isn't {@link Public}. */
  public Account account() {
    return known()
        .orElseThrow(
            () ->
                new CallException(
                    ErrorCode.UNAUTHENTICATED,
                    "send your key as \"Authorization: Key id:secret\""));
  }

  /** The caller if it may do what only admins may. */
  public Account admin() {
    if (account().role() != Account.Role.ADMIN) {
      throw new CallException(ErrorCode.FORBIDDEN, "this needs an admin's key");
    }
    return account();
  }

  /** The caller if it may publish functions. */
  public Account creator() {
    if (account().role() == Account.Role.DEVELOPER) {
      throw new CallException(
          ErrorCode.FORBIDDEN,
          "account \"" + account().name() + "\" is no creator; only creators publish functions");
    }
    return account();
  }
}
