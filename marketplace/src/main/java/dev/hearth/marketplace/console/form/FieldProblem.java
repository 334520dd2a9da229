package dev.hearth.marketplace.console.form;

import java.io.Serial;

/** What is wrong with one field, as a sentence for the person who filled it in. */
final class FieldProblem extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  FieldProblem(String sentence) {
    super(sentence);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
