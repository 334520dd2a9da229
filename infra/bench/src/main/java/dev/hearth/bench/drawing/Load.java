package dev.hearth.bench.drawing;

/**
 * What a batch is made of.
 *
 * @param calls of one picture each
 * @param styled whether each has adapters of its own
 */
record Load(int calls, boolean styled) {
  String words() {
    return styled ? calls + ", each with a style" : Integer.toString(calls);
  }
}
