package dev.hearth.marketplace.listing;

import dev.hearth.marketplace.account.Account;
import dev.hearth.sdk.descriptor.Endpoint;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the catalog. Thread-safe; blocking. */
public interface Catalog {
  /**
   * Listed functions, newest listing first.
   *
   * @param text words that name, title or summary must contain; blank for all
   * @param offset functions to skip
   * @param limit at most this many, 1 to 100
   */
  List<ListedFunction> search(String text, int offset, int limit);

  /** A function that the viewer may see: open to others, or the viewer's own. */
  Optional<ListedFunction> find(String owner, String name, @Nullable Account viewer);

  /**
   * The function of an endpoint id, {@code owner/name} or, with an endpoint's path, {@code
   * owner/name/edit}; empty if it has no such endpoint.
   */
  default Optional<ListedFunction> find(String endpointId, @Nullable Account viewer) {
    String[] parts = endpointId.split("/", 3);
    if (parts.length < 2 || endpointId.endsWith("/")) {
      return Optional.empty();
    }
    String path = parts.length == 2 ? Endpoint.ROOT : "/" + parts[2];
    return find(parts[0], parts[1], viewer)
        .filter(function -> function.descriptor().endpoint(path).isPresent());
  }
}
