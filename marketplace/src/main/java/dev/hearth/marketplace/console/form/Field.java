package dev.hearth.marketplace.console.form;

import dev.hearth.sdk.json.Json;
import java.util.Optional;

/**
 * One field of an input.
 *
 * @param name wire name; empty where the field is the whole input
 * @param important whether its function wants it seen at once
 * @param help the schema's description; may be empty
 * @param initial what the control starts with
 */
public record Field(
    String name,
    Control control,
    boolean required,
    boolean important,
    String help,
    Optional<Json> initial) {
  /** Name of the form parameter that holds the field's text. */
  public String parameter() {
    return "in." + name;
  }

  /** Name of the form parameter that holds an uploaded file. */
  public String fileParameter() {
    return "file." + name;
  }

  /** What the control starts with. */
  String initialText() {
    return initial.map(control::write).orElse("");
  }
}
