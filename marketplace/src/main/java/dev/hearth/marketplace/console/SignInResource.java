package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.session.Sessions;
import dev.hearth.marketplace.console.session.SignInLimits;
import dev.hearth.marketplace.console.session.Visitor;
import dev.hearth.marketplace.listing.PublicConfig;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Signing in with an API key, and out. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class SignInResource {
  private static final int LONGEST_KEY = 400;

  private final Sessions sessions;
  private final SignInLimits limits;
  private final PageContext context;
  private final boolean secure;

  SignInResource(
      Sessions sessions, SignInLimits limits, PageContext context, PublicConfig addresses) {
    this.sessions = sessions;
    this.limits = limits;
    this.context = context;
    this.secure = "https".equalsIgnoreCase(addresses.consoleUrl().getScheme());
  }

  /** Sends an anonymous visitor to sign in first; the page {@code next} follows. */
  static Response demand(String next, boolean htmx) {
    String target = "/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    return htmx
        ? Response.status(Response.Status.UNAUTHORIZED).header("HX-Redirect", target).build()
        : Redirects.to(target);
  }

  @GET
  @Path("sign-in")
  public TemplateInstance form(@QueryParam("next") @DefaultValue("/") String next) {
    return Pages.signIn(chrome(), new SignInView(Redirects.within(next), ""));
  }

  @POST
  @Path("sign-in")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signIn(
      @FormParam("key") @DefaultValue("") String key,
      @FormParam("next") @DefaultValue("/") String next) {
    String target = Redirects.within(next);
    if (limits.exhausted(context.peer())) {
      return refused(429, target, "Too many failed attempts. Please wait some minutes.");
    }
    String trimmed = key.strip();
    Optional<Visitor> visitor =
        trimmed.isEmpty() || trimmed.length() > LONGEST_KEY
            ? Optional.empty()
            : sessions.signIn(trimmed);
    if (visitor.isEmpty()) {
      limits.failed(context.peer());
      return refused(401, target, "This is no valid key. A key reads id:secret, without spaces.");
    }
    return Response.fromResponse(Redirects.to(target))
        .cookie(sessions.cookie(visitor.get(), secure))
        .build();
  }

  @POST
  @Path("sign-out")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signOut() {
    return Response.fromResponse(Redirects.to("/")).cookie(sessions.endingCookie(secure)).build();
  }

  // On its own page the way to sign in need not be pointed to.
  private Chrome chrome() {
    Chrome chrome = context.chrome();
    return chrome.signedIn() ? chrome : Chrome.neutral();
  }

  private Response refused(int status, String next, String reason) {
    return Response.status(status)
        .entity(Pages.signIn(chrome(), new SignInView(next, reason)))
        .build();
  }
}
