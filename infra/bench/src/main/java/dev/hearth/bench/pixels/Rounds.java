package dev.hearth.bench.pixels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs all ways of a row in turn, round after round, so that whatever else slows the machine slows
 * all of them alike. A way's time is the median over the rounds.
 */
final class Rounds {
  private final Row row;

  Rounds(Row row) {
    this.row = row;
  }

  List<Timing> measure(Duration warmUp, Duration measured) {
    rounds(warmUp, 0);
    List<Timing> timings = new ArrayList<>();
    rounds(measured, 1)
        .forEach(
            (way, nanos) ->
                timings.add(
                    new Timing(
                        row.name(), row.pointwise(), way, row.bytes(), median(nanos) / 1e9)));
    return timings;
  }

  private Map<Row.Way, List<Long>> rounds(Duration time, int least) {
    var nanos = new EnumMap<Row.Way, List<Long>>(Row.Way.class);
    row.ways().keySet().forEach(way -> nanos.put(way, new ArrayList<>()));
    long end = System.nanoTime() + time.toNanos();
    for (int round = 0; round < least || System.nanoTime() < end; round++) {
      nanos.forEach(
          (way, times) -> {
            Runnable work = row.ways().getOrDefault(way, () -> {});
            long begin = System.nanoTime();
            work.run();
            times.add(System.nanoTime() - begin);
          });
    }
    return nanos;
  }

  private static double median(List<Long> nanos) {
    Collections.sort(nanos);
    return nanos.get(nanos.size() / 2);
  }
}
