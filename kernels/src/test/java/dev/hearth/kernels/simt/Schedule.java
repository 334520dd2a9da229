package dev.hearth.kernels.simt;

/** In which order the threads of a block have their turns. */
public enum Schedule {
  ASCENDING(0),
  DESCENDING(1),
  ODD_FIRST(2),
  SHUFFLED(3);

  private final int number;

  Schedule(int number) {
    this.number = number;
  }

  /** Its place in simt.h's enumeration. */
  int number() {
    return number;
  }
}
