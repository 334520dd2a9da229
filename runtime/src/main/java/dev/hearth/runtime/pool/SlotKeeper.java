package dev.hearth.runtime.pool;

/** What those who watch a pool's slots may have it do. Used under the pool's lock. */
interface SlotKeeper {
  /** Whether the slot is in the pool still. */
  boolean has(Slot slot);

  /** Gives waiting work to free workers, and asks for more of them where these don't suffice. */
  void schedule(Effects effects);

  /** Has a worker end once its calls have; it gets no more. */
  void drain(Slot slot, Effects effects);

  /** Takes a slot out of the pool; its calls die with it, and so does its worker. */
  void dismiss(Slot slot, String reason, Effects effects);

  /** Tells the listener of work that it is over. */
  void end(Ticket ticket, WorkOutcome outcome, Effects effects);

  /** Makes known that a worker is replaced, and why. */
  void unhealthy(Slot slot, String reason);

  /** Writes a line to the log of the function's owner. */
  void log(String level, String message);
}
