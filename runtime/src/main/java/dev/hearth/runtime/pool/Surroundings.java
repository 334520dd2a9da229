package dev.hearth.runtime.pool;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * What a pool's state reaches out to. All but {@link #later} wait until the pool's lock is free.
 */
interface Surroundings {
  /** Gives calls to a worker. */
  void dispatch(Slot slot, List<Ticket> batch);

  /** Starts the slot's worker. */
  void launch(Slot slot);

  /** Tells the listener of work that it is over. */
  void tell(Ticket ticket, WorkOutcome outcome);

  /** Deletes the output files of an outcome that nobody wants. */
  void discard(WorkOutcome outcome);

  /** Takes away the media of a call that left its worker. */
  void removeMedia(Slot slot, Ticket ticket);

  /** Changes the pool's state later, under its lock. */
  Future<?> later(Duration delay, Consumer<Effects> change);
}
