package dev.hearth.marketplace.listing;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.function.Functions;
import dev.hearth.marketplace.function.OwnedFunction;
import dev.hearth.marketplace.function.Visibility;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Who sees a function, and at what price. Its owner keeps it private, opens it to those who have
 * its id, or submits it; an admin lists what was submitted, or rejects it with a reason.
 *
 * <pre>
 * PRIVATE ⇄ UNLISTED ── submit ─► SUBMITTED ── list ─► LISTED ── (owner: new price)
 *     ▲          ▲                  │  ▲   ▲            │
 *     └──────────┴── (owner) ───────┘  │   └ submit ─ REJECTED ◄─ reject ─┘
 * </pre>
 */
@Singleton
class Listings {
  private static final Logger LOG = Logger.getLogger(Listings.class);

  private final Jdbi jdbi;
  private final Functions functions;
  private final Prices prices;
  private final ListingRows rows;

  Listings(Jdbi jdbi, Functions functions, Prices prices, ListingRows rows) {
    this.jdbi = jdbi;
    this.functions = functions;
    this.prices = prices;
    this.rows = rows;
  }

  /**
   * A function's standing after a change.
   *
   * @param priceVersion names the price in usage events; 0 while there is none
   */
  record Listing(OwnedFunction function, long priceVersion, long unitPriceNanos) {}

  private interface Change {
    void apply(Handle handle, OwnedFunction function);
  }

  /** Makes a function private, or open to those who have its id; it leaves the catalog. */
  Listing setOpen(Account owner, String name, boolean open, OptionalLong unitPriceNanos) {
    return change(
        owner,
        owner.name(),
        name,
        (handle, function) -> {
          rows.delete(handle, function.id());
          if (unitPriceNanos.isPresent()) {
            price(handle, function, unitPriceNanos.getAsLong());
          } else if (open && rows.price(handle, function.id()).isEmpty()) {
            price(handle, function, 0);
          }
          functions.setOpen(handle, function.id(), open);
        });
  }

  /** Asks for a listing at a price. */
  Listing submit(Account owner, String name, long unitPriceNanos) {
    return change(
        owner,
        owner.name(),
        name,
        (handle, function) -> {
          if (function.standing().listed()) {
            throw conflict(function, "is listed already; its listing takes a new price");
          }
          rows.submit(handle, function.id(), unitPriceNanos);
        });
  }

  /**
   * Lists what was submitted, or changes the price of what is listed.
   *
   * @param unitPriceNanos if empty, what the owner asked for
   */
  Listing list(Account actor, String owner, String name, OptionalLong unitPriceNanos) {
    return change(
        actor,
        owner,
        name,
        (handle, function) -> {
          Visibility now = function.standing().visibility();
          if (now != Visibility.LISTED) {
            requireAdmin(actor);
            if (now != Visibility.SUBMITTED && now != Visibility.REJECTED) {
              throw conflict(function, "wasn't submitted");
            }
          }
          long nanos =
              unitPriceNanos.orElseGet(() -> rows.asked(handle, function.id()).orElseThrow());
          price(handle, function, nanos);
          rows.decide(handle, function.id(), Visibility.LISTED, "", actor);
        });
  }

  /** Refuses a listing, or takes one away. */
  Listing reject(Account admin, String owner, String name, String reason) {
    return change(
        admin,
        owner,
        name,
        (handle, function) -> {
          requireAdmin(admin);
          Visibility now = function.standing().visibility();
          if (now != Visibility.SUBMITTED && now != Visibility.LISTED) {
            throw conflict(function, "wasn't submitted");
          }
          rows.decide(handle, function.id(), Visibility.REJECTED, reason, admin);
        });
  }

  /** Makes a function private again, by its owner or an admin. */
  void close(Account actor, String owner, String name) {
    var _ =
        change(
            actor,
            owner,
            name,
            (handle, function) -> {
              rows.delete(handle, function.id());
              functions.setOpen(handle, function.id(), false);
            });
  }

  /** A change of a function that the actor sees, held so that changes follow each other. */
  private Listing change(Account actor, String owner, String name, Change change) {
    Listing listing =
        jdbi.inTransaction(
            handle -> {
              functions.lock(handle, changeable(handle, actor, owner, name).id());
              change.apply(handle, changeable(handle, actor, owner, name));
              return read(handle, owner, name);
            });
    LOG.infof(
        "function=%s/%s visibility=%s unitPriceNanos=%d by=%s",
        owner,
        name,
        listing.function().standing().visibility().word(),
        listing.unitPriceNanos(),
        actor.name());
    return listing;
  }

  private OwnedFunction changeable(Handle handle, Account actor, String owner, String name) {
    OwnedFunction function =
        functions
            .find(handle, owner, name)
            .filter(found -> isFor(actor, found))
            .orElseThrow(
                () ->
                    new CallException(
                        ErrorCode.NOT_FOUND, "no function \"" + owner + "/" + name + "\""));
    if (actor.role() != Account.Role.ADMIN && !actor.id().equals(function.ownerId())) {
      throw new CallException(
          ErrorCode.FORBIDDEN, "only \"" + owner + "\" and admins change this listing");
    }
    return function;
  }

  /** Strangers see open functions; an admin also those that were ever submitted. */
  private static boolean isFor(Account actor, OwnedFunction function) {
    return function.standing().visibleTo(java.util.Optional.of(actor), function.ownerId())
        || (actor.role() == Account.Role.ADMIN
            && function.standing().visibility() == Visibility.REJECTED);
  }

  private static void requireAdmin(Account actor) {
    if (actor.role() != Account.Role.ADMIN) {
      throw new CallException(
          ErrorCode.FORBIDDEN, "an admin decides on listings; submit the function");
    }
  }

  private static CallException conflict(OwnedFunction function, String why) {
    return new CallException(ErrorCode.CONFLICT, function.fullName() + " " + why);
  }

  private void price(Handle handle, OwnedFunction function, long nanos) {
    functions.setPrice(handle, function.id(), prices.ensure(handle, function.id(), nanos));
  }

  private Listing read(Handle handle, String owner, String name) {
    OwnedFunction function = functions.find(handle, owner, name).orElseThrow();
    return rows.price(handle, function.id())
        .map(price -> new Listing(function, price.version(), price.unitPriceNanos()))
        .orElseGet(() -> new Listing(function, 0, 0));
  }
}
