package dev.hearth.marketplace.console;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.Accounts;
import dev.hearth.marketplace.console.session.Sessions;
import dev.hearth.marketplace.console.session.Visitor;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who asks for a page, and how. */
@RequestScoped
class PageContext {
  private final Sessions sessions;
  private final Accounts accounts;
  private final RoutingContext http;
  private boolean asked;
  private @Nullable Visitor visitor;

  PageContext(Sessions sessions, Accounts accounts, RoutingContext http) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.http = http;
  }

  Optional<Visitor> visitor() {
    if (!asked) {
      Cookie cookie = http.request().getCookie(Sessions.COOKIE);
      visitor = cookie == null ? null : sessions.visitor(cookie.getValue()).orElse(null);
      asked = true;
    }
    return Optional.ofNullable(visitor);
  }

  @Nullable Account accountOrNull() {
    return visitor().map(Visitor::account).orElse(null);
  }

  Chrome chrome() {
    Account account = accountOrNull();
    return account == null
        ? new Chrome("", "", path())
        : new Chrome(account.name(), Dollars.ofNanos(accounts.balanceNanos(account)), path());
  }

  // The address of a form's answer can't be asked for again; that of the page it stands on can.
  private String path() {
    boolean get = http.request().method().equals(HttpMethod.GET);
    return get ? http.request().uri() : http.normalizedPath();
  }

  /** Whether htmx asks, which wants only the part of the page that changes. */
  boolean htmx() {
    return http.request().getHeader("HX-Request") != null;
  }

  /** The address of the peer, for rate limits. */
  String peer() {
    return http.request().remoteAddress().hostAddress();
  }
}
