package dev.hearth.marketplace.audit;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Reads the whole of the books at one moment; the cost grows with them. Changes nothing. */
@Singleton
final class Audit {
  private static final List<Check> CHECKS =
      Stream.of(
              LedgerChecks.ALL,
              UsageChecks.ALL,
              RefundChecks.ALL,
              TransferChecks.ALL,
              LeaseChecks.ALL,
              GuardChecks.ALL)
          .flatMap(List::stream)
          .toList();

  /** What a reader can take in; the first ones tell where to look. */
  private static final int FINDINGS = 100;

  private final Jdbi jdbi;

  Audit(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * What a check found.
   *
   * @param findings the first of them, at most 100
   * @param more whether there are others
   */
  record Result(String name, String rule, List<String> findings, boolean more) {}

  /**
   * All checks, and digests of what the runtime must have too, of the same moment.
   *
   * @param records by kind and bucket
   */
  record Report(List<Result> checks, Map<String, Map<String, String>> records) {}

  Report report() {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          handle.execute("set transaction read only");
          return report(handle);
        });
  }

  /** The report as the handle's transaction sees it. */
  static Report report(Handle handle) {
    return new Report(
        CHECKS.stream().map(check -> run(handle, check)).toList(),
        Map.of(
            "usage", SharedRecords.USAGE.digests(handle),
            "lease", SharedRecords.LEASE.digests(handle)));
  }

  private static Result run(Handle handle, Check check) {
    List<String> found =
        handle
            .createQuery("select * from (" + check.query() + ") finding limit " + (FINDINGS + 1))
            .mapTo(String.class)
            .list();
    boolean more = found.size() > FINDINGS;
    return new Result(check.name(), check.rule(), more ? found.subList(0, FINDINGS) : found, more);
  }

  /** What is known of a kind's records in some buckets. */
  List<SharedRecords.Shared> records(SharedRecords kind, List<String> buckets) {
    return jdbi.withHandle(handle -> kind.in(handle, buckets));
  }
}
