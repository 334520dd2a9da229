package dev.hearth.coldstart.cache;

import java.util.concurrent.atomic.LongAdder;

/** What a cache has done so far. */
final class CacheCounts {
  final LongAdder opens = new LongAdder();
  final LongAdder fetches = new LongAdder();
  final LongAdder fetchedBytes = new LongAdder();
  final LongAdder verifiedBytes = new LongAdder();
}
