package dev.hearth.marketplace.function;

import dev.hearth.marketplace.account.Account;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Has new calls run a version that was deployed before. */
@Singleton
final class Rollbacks {
  private static final Logger LOG = Logger.getLogger(Rollbacks.class);
  private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{4,64}");

  private final Jdbi jdbi;
  private final Functions functions;

  Rollbacks(Jdbi jdbi, Functions functions) {
    this.jdbi = jdbi;
    this.functions = functions;
  }

  /**
   * What a rollback did.
   *
   * @param function with the version that is live now
   * @param before the version that was
   */
  record Rollback(OwnedFunction function, String before) {}

  /**
   * Makes a version live again.
   *
   * @param version its digest or the beginning of it; if empty, the one deployed before the live
   *     one
   */
  Rollback roll(Account owner, String name, Optional<String> version) {
    version.ifPresent(Rollbacks::check);
    Rollback rollback =
        jdbi.inTransaction(
            handle -> {
              OwnedFunction function = own(handle, owner, name);
              functions.lock(handle, function.id());
              OwnedFunction now = own(handle, owner, name);
              functions.setLive(handle, now.id(), target(handle, now, version));
              return new Rollback(own(handle, owner, name), now.liveVersion());
            });
    LOG.infof(
        "rolled back, function=%s version=%s before=%s",
        rollback.function().fullName(), rollback.function().liveVersion(), rollback.before());
    return rollback;
  }

  private static void check(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new CallException(
          ErrorCode.INVALID_INPUT, "a version is given by 4 to 64 digits of its digest");
    }
  }

  private OwnedFunction own(Handle handle, Account owner, String name) {
    return functions
        .find(handle, owner.name(), name)
        .orElseThrow(
            () ->
                new CallException(
                    ErrorCode.NOT_FOUND, "no function \"" + owner.name() + "/" + name + "\""));
  }

  private String target(Handle handle, OwnedFunction function, Optional<String> version) {
    if (version.isEmpty()) {
      return functions
          .beforeLive(handle, function.id())
          .orElseThrow(
              () ->
                  new CallException(
                      ErrorCode.CONFLICT,
                      "no version of "
                          + function.fullName()
                          + " was deployed before the live one"));
    }
    List<String> found = functions.beginningWith(handle, function.id(), version.get());
    if (found.isEmpty()) {
      throw new CallException(
          ErrorCode.NOT_FOUND, function.fullName() + " has no version " + version.get());
    }
    if (found.size() > 1) {
      throw new CallException(
          ErrorCode.INVALID_INPUT,
          "several versions of %s begin with %s".formatted(function.fullName(), version.get()));
    }
    return found.getFirst();
  }
}
