package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.form.FieldView;
import dev.hearth.marketplace.console.run.Fault;
import java.util.List;

/**
 * The playground's form.
 *
 * @param faults what the runtime said against the input as a whole
 */
record FormView(List<FieldView> fields, List<Fault> faults) {
  /** Fewer fields than these aren't worth a fold. */
  private static final int FOLDED_FROM = 4;

  FormView {
    fields = List.copyOf(fields);
    faults = List.copyOf(faults);
  }

  /** Fields that are seen at once. */
  public List<FieldView> leading() {
    return folds() ? fields.stream().filter(FieldView::leading).toList() : fields;
  }

  /** Fields behind a fold. */
  public List<FieldView> further() {
    return folds() ? fields.stream().filter(field -> !field.leading()).toList() : List.of();
  }

  /** Whether the fold must not hide what is wrong. */
  public boolean open() {
    return further().stream().anyMatch(FieldView::faulty);
  }

  private boolean folds() {
    long leading = fields.stream().filter(FieldView::leading).count();
    return leading > 0 && fields.size() - leading >= FOLDED_FROM;
  }

  public boolean faulty() {
    return !faults.isEmpty() || fields.stream().anyMatch(FieldView::faulty);
  }
}
