package dev.hearth.marketplace.listing;

import dev.hearth.marketplace.account.Account;
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
}
