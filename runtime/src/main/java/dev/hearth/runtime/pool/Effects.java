package dev.hearth.runtime.pool;

import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** What is to be done once the pool's lock is free, in order. */
final class Effects {
  private static final Logger LOG = Logger.getLogger(Effects.class);

  private final List<Runnable> list = new ArrayList<>(2);

  void add(Runnable effect) {
    list.add(effect);
  }

  /** Does them all: what fails for one call must not keep another from its answer. */
  void run() {
    for (Runnable effect : list) {
      try {
        effect.run();
      } catch (RuntimeException e) {
        LOG.error("a call or worker couldn't be told what became of it", e);
      }
    }
  }
}
