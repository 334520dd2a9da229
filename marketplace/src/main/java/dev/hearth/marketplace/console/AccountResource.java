package dev.hearth.marketplace.console;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.console.run.Origin;
import dev.hearth.marketplace.listing.PublicConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** The visitor's account: funds, and how to use the key. */
@Path("/account")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class AccountResource {
  private final PageContext context;
  private final PublicConfig addresses;

  AccountResource(PageContext context, PublicConfig addresses) {
    this.context = context;
    this.addresses = addresses;
  }

  @GET
  public Response show() {
    Account account = context.accountOrNull();
    if (account == null) {
      return SignInResource.demand("/account", context.htmx());
    }
    Chrome chrome = context.chrome();
    String role = account.role().name().toLowerCase(Locale.ROOT);
    AccountView view =
        new AccountView(account.name(), role, chrome.balance(), Origin.of(addresses.apiUrl()));
    return Response.ok(Pages.account(chrome, view)).build();
  }
}
