package dev.hearth.marketplace.console;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.listing.Catalog;
import dev.hearth.marketplace.listing.ListedFunction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A catalog in memory. */
@Alternative
@ApplicationScoped
public class FakeCatalog implements Catalog {
  private final List<ListedFunction> functions = new CopyOnWriteArrayList<>();
  private volatile @Nullable RuntimeException failure;

  void fail(RuntimeException with) {
    failure = with;
  }

  void set(ListedFunction... all) {
    failure = null;
    functions.clear();
    functions.addAll(List.of(all));
  }

  @Override
  public List<ListedFunction> search(String text, int offset, int limit) {
    RuntimeException fault = failure;
    if (fault != null) {
      throw fault;
    }
    if (limit < 1 || limit > 100 || offset < 0) {
      throw new IllegalArgumentException("offset " + offset + ", limit " + limit);
    }
    return functions.stream()
        .filter(ListedFunction::listed)
        .filter(function -> matches(function, text))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  private static boolean matches(ListedFunction function, String text) {
    var descriptor = function.descriptor();
    String haystack = descriptor.name() + " " + descriptor.title() + " " + descriptor.summary();
    return haystack.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT).strip());
  }

  @Override
  public Optional<ListedFunction> find(String owner, String name, @Nullable Account viewer) {
    return functions.stream()
        .filter(f -> f.owner().equals(owner) && f.name().equals(name))
        .filter(f -> f.standing().open() || (viewer != null && viewer.name().equals(owner)))
        .findFirst();
  }
}
