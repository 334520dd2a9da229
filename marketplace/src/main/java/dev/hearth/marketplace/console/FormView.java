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
  FormView {
    fields = List.copyOf(fields);
    faults = List.copyOf(faults);
  }

  public boolean faulty() {
    return !faults.isEmpty() || fields.stream().anyMatch(FieldView::faulty);
  }
}
