package dev.hearth.marketplace.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Balances from before there were wallets are split into what was paid in and what was earned. */
final class WalletMigrationTest {
  private static void migrate(DataSource source, String to) {
    var _ =
        Flyway.configure()
            .dataSource(source)
            .locations("classpath:db/migration/marketplace")
            .target(to)
            .load()
            .migrate();
  }

  private static void account(Handle handle, String name) {
    handle.execute(
        "insert into account (id, name, role) values (?, ?, 'creator')", UUID.randomUUID(), name);
    if (!name.equals("platform")) {
      handle.execute("insert into ledger_account (name, shards) values (?, 1)", "balance:" + name);
    }
  }

  private static void move(
      Handle handle, String key, String from, String to, long nanos, long fee) {
    handle.execute(
        "insert into posting_set (idempotency_key, kind) values (?, ?)",
        key,
        key.startsWith("deposit") ? "deposit" : "usage");
    handle.execute(
        """
        insert into entry
        select s.id, part.line, l.id, part.nanos
        from posting_set s, (values (1, ?, ?), (2, ?, ?), (3, 'balance:platform', ?))
          part (line, name, nanos)
        join ledger_account l on l.name = part.name
        where s.idempotency_key = ? and part.nanos <> 0\
        """,
        from,
        -nanos,
        to,
        nanos - fee,
        fee,
        key);
  }

  @Test
  void depositsStayWalletsAndEarningsBecomePayable() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      DataSource source = postgres.getPostgresDatabase();
      migrate(source, "4");
      Jdbi jdbi = Jdbi.create(source);
      jdbi.useTransaction(
          handle -> {
            for (String name : new String[] {"caller", "maker", "both", "platform"}) {
              account(handle, name);
            }
            move(handle, "deposit:1", "external:deposits", "balance:caller", 100, 0);
            move(handle, "deposit:2", "external:deposits", "balance:both", 10, 0);
          });
      jdbi.useTransaction(
          handle -> {
            move(handle, "usage:1", "balance:caller", "balance:maker", 30, 6);
            move(handle, "usage:2", "balance:caller", "balance:both", 20, 4);
          });
      jdbi.useTransaction(
          handle -> move(handle, "usage:3", "balance:both", "balance:maker", 15, 3));
      migrate(source, "5");
      Map<String, Long> balances = new TreeMap<>();
      jdbi.useHandle(
          handle ->
              handle
                  .createQuery(
                      "select l.name, b.nanos from ledger_account l"
                          + " join balance b on b.ledger_account_id = l.id where b.nanos <> 0")
                  .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                  .forEach(
                      entry ->
                          balances.put(
                              entry.getKey().replaceAll("^(wallet:.*):.*", "$1"),
                              entry.getValue())));
      // "both" paid 10 in and spent 15: nothing is left of that, and 5 of what it earned are gone.
      assertEquals(
          Map.of(
              "cash", -110L,
              "wallet:caller", 50L,
              "payable:maker", 36L,
              "payable:both", 11L,
              "revenue:0", 13L),
          balances);
      assertEquals(
          0,
          jdbi.withHandle(
                  handle ->
                      handle.createQuery("select * from rebuild_balances()").mapToMap().list())
              .size());
    }
  }
}
