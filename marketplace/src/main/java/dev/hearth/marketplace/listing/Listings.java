package dev.hearth.marketplace.listing;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.function.Functions;
import dev.hearth.marketplace.function.OwnedFunction;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Shows functions to everyone and hides them again. A creator lists their own functions without
 * review; an admin lists anyone's.
 */
@Singleton
final class Listings {
  private static final Logger LOG = Logger.getLogger(Listings.class);

  private final Jdbi jdbi;
  private final Functions functions;
  private final Prices prices;

  Listings(Jdbi jdbi, Functions functions, Prices prices) {
    this.jdbi = jdbi;
    this.functions = functions;
    this.prices = prices;
  }

  /**
   * A listing as it stands.
   *
   * @param priceVersion names the price in usage events
   */
  record Listing(OwnedFunction function, long priceVersion, long unitPriceNanos) {}

  Listing list(Account actor, String owner, String name, long unitPriceNanos) {
    Listing listing =
        jdbi.inTransaction(
            handle -> {
              OwnedFunction function = changeable(handle, actor, owner, name);
              long priceVersion = prices.ensure(handle, function.id(), unitPriceNanos);
              upsert(handle, function.id(), priceVersion);
              functions.setListed(handle, function.id(), true);
              return new Listing(
                  functions.find(handle, owner, name).orElseThrow(), priceVersion, unitPriceNanos);
            });
    LOG.infof(
        "listed, function=%s/%s priceVersion=%d unitPriceNanos=%d",
        owner, name, listing.priceVersion(), unitPriceNanos);
    return listing;
  }

  void unlist(Account actor, String owner, String name) {
    jdbi.useTransaction(
        handle -> {
          OwnedFunction function = changeable(handle, actor, owner, name);
          handle
              .createUpdate("delete from listing where function_id = :function")
              .bind("function", function.id())
              .execute();
          functions.setListed(handle, function.id(), false);
        });
    LOG.infof("unlisted, function=%s/%s", owner, name);
  }

  /** The function, locked so that two changes of its listing follow each other. */
  private OwnedFunction changeable(Handle handle, Account actor, String owner, String name) {
    boolean mayChange = actor.role() == Account.Role.ADMIN || actor.name().equals(owner);
    OwnedFunction function =
        functions
            .find(handle, owner, name)
            .filter(found -> mayChange || found.listed())
            .orElseThrow(
                () ->
                    new CallException(
                        ErrorCode.NOT_FOUND, "no function \"" + owner + "/" + name + "\""));
    if (!mayChange) {
      throw new CallException(
          ErrorCode.FORBIDDEN, "only \"" + owner + "\" and admins change this listing");
    }
    functions.lock(handle, function.id());
    return function;
  }

  private static void upsert(Handle handle, long functionId, long priceVersion) {
    handle
        .createUpdate(
            """
            insert into listing (function_id, price_version_id) values (:function, :price)
            on conflict (function_id) do update set price_version_id = excluded.price_version_id,
              updated_at = case when listing.price_version_id = excluded.price_version_id
                then listing.updated_at else now() end\
            """)
        .bind("function", functionId)
        .bind("price", priceVersion)
        .execute();
  }
}
