package dev.hearth.runtime.aot;

import dev.hearth.coldstart.aot.AotKey;
import dev.hearth.sdk.blob.BlobDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** The index in PostgreSQL. Terms of claims are of the database's clock. */
@ApplicationScoped
class ClassCacheTable implements ClassCacheIndex {
  private final DataSource database;

  ClassCacheTable(DataSource database) {
    this.database = database;
  }

  /** Sets what a statement is run with. */
  private interface Binder {
    void bind(PreparedStatement statement) throws SQLException;
  }

  @Override
  public Optional<BlobDigest> find(AotKey key) throws IOException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select blob from class_cache where key = ? and blob is not null")) {
      select.setString(1, key.hex());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(new BlobDigest(row.getString(1))) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IOException("can't look for a class cache", e);
    }
  }

  @Override
  public boolean claim(AotKey key, String function, Duration term) throws IOException {
    String sql =
        """
        insert into class_cache (key, function, claimed_until)
        values (?, ?, now() + make_interval(secs => ?))
        on conflict (key) do update set claimed_until = excluded.claimed_until
        where class_cache.blob is null and class_cache.failures < ?
          and class_cache.claimed_until < now()
        """;
    return change(
            sql,
            statement -> {
              statement.setString(1, key.hex());
              statement.setString(2, function);
              statement.setDouble(3, (double) term.toSeconds());
              statement.setInt(4, MAX_FAILURES);
            })
        == 1;
  }

  @Override
  public void made(AotKey key, BlobDigest blob) throws IOException {
    int _ =
        change(
            "update class_cache set blob = ?, made_at = now() where key = ?",
            statement -> {
              statement.setString(1, blob.hex());
              statement.setString(2, key.hex());
            });
  }

  @Override
  public void failed(AotKey key) throws IOException {
    int _ =
        change(
            """
            update class_cache set failures = failures + 1, claimed_until = now()
            where key = ? and blob is null
            """,
            statement -> statement.setString(1, key.hex()));
  }

  @Override
  public void unfit(AotKey key, BlobDigest blob) throws IOException {
    int _ =
        change(
            """
            update class_cache
            set blob = null, made_at = null, failures = failures + 1, claimed_until = now()
            where key = ? and blob = ?
            """,
            statement -> {
              statement.setString(1, key.hex());
              statement.setString(2, blob.hex());
            });
  }

  @Override
  public void abandon(AotKey key) throws IOException {
    int _ =
        change(
            "update class_cache set claimed_until = now() where key = ? and blob is null",
            statement -> statement.setString(1, key.hex()));
  }

  private int change(String sql, Binder binder) throws IOException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      binder.bind(statement);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IOException("can't note what became of a class cache", e);
    }
  }
}
