package dev.hearth.marketplace.console;

import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Sends the browser to another page of the console. */
final class Redirects {
  private Redirects() {}

  /** After a form: the browser asks for the path with GET. */
  static Response to(String path) {
    return Response.status(Response.Status.SEE_OTHER).location(URI.create(path)).build();
  }

  /** The path if it leads into this console, or else the gallery. */
  static String within(String path) {
    boolean local = path.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,500}");
    try {
      return local ? URI.create(path).toString() : "/";
    } catch (IllegalArgumentException _) {
      // Not written as an address; nobody's link of ours.
      return "/";
    }
  }
}
