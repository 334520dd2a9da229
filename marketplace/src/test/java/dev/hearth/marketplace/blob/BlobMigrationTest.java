package dev.hearth.marketplace.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.marketplace.installation.TestFunction;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** An installation from before blobs were collected keeps what its versions name. */
final class BlobMigrationTest {
  private static void migrate(DataSource source, String to) {
    var _ =
        Flyway.configure()
            .dataSource(source)
            .locations("classpath:db/migration/marketplace")
            .target(to)
            .load()
            .migrate();
  }

  @Test
  void blobsOfEarlierVersionsUploadsAndOwnersAreKnown() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      DataSource source = postgres.getPostgresDatabase();
      migrate(source, "3");
      var function = new TestFunction("early", "an early version");
      String owned = "a".repeat(64);
      Jdbi jdbi = Jdbi.create(source);
      jdbi.useTransaction(handle -> insert(handle, function, owned));
      migrate(source, "4");
      List<String> known = jdbi.withHandle(handle -> strings(handle, "select digest from blob"));
      assertEquals(
          List.of(owned, function.digest().hex()).stream().sorted().toList(),
          known.stream().sorted().toList());
      assertEquals(
          List.of(function.digest().hex()),
          jdbi.withHandle(handle -> strings(handle, "select digest from version_blob")));
    }
  }

  private static List<String> strings(Handle handle, String query) {
    return handle.createQuery(query).mapTo(String.class).list();
  }

  private static void insert(Handle handle, TestFunction function, String owned) {
    UUID account = UUID.randomUUID();
    handle.execute("insert into account (id, name, role) values (?, 'early', 'creator')", account);
    handle.execute("insert into owned_blob values (?, ?, 1)", account, owned);
    String version = function.manifest().version().hex();
    handle.execute(
        "insert into function (owner_id, name, live_version) values (?, 'early', ?)",
        account,
        version);
    handle.execute(
        """
        insert into function_version (function_id, version, manifest, descriptor, title, summary, category)
        select id, ?, ?, '', '', '', '' from function\
        """,
        version,
        new String(function.manifest().canonicalBytes(), StandardCharsets.UTF_8));
  }
}
