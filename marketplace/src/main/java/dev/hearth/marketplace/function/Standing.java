package dev.hearth.marketplace.function;

import dev.hearth.marketplace.account.Account;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * How a function stands in the catalog.
 *
 * @param open whether others than its owner may see and call it; a function that waits for a
 *     listing, or was refused one, stays as open as it was
 * @param reason why it was rejected; otherwise empty
 */
public record Standing(Visibility visibility, boolean open, String reason) {
  /** Columns for {@link #read}, of a {@code function f} and its {@code listing l}. */
  public static final String COLUMNS =
      """
      coalesce(l.state, f.access) as visibility,
      (f.access = 'unlisted' or l.state is not distinct from 'listed') as open,
      case when l.state = 'rejected' then l.reason else '' end as reason
      """;

  /** Reads the columns. */
  public static Standing read(ResultSet row) throws SQLException {
    return new Standing(
        Visibility.of(row.getString("visibility")),
        row.getBoolean("open"),
        row.getString("reason"));
  }

  /** Whether everyone finds it in the catalog. */
  public boolean listed() {
    return visibility == Visibility.LISTED;
  }

  /** Whether somebody may see a function of that owner; an admin sees what it is to decide on. */
  public boolean visibleTo(Optional<Account> viewer, UUID ownerId) {
    return open
        || viewer
            .filter(
                who ->
                    who.id().equals(ownerId)
                        || (who.role() == Account.Role.ADMIN && visibility == Visibility.SUBMITTED))
            .isPresent();
  }
}
