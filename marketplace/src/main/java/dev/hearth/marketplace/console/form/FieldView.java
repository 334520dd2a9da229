package dev.hearth.marketplace.console.form;

import dev.hearth.marketplace.console.form.Control.Choice;
import dev.hearth.marketplace.console.form.Control.Flag;
import dev.hearth.marketplace.console.form.Control.Numeric;
import dev.hearth.marketplace.console.form.Control.RawJson;
import dev.hearth.marketplace.console.form.Control.Text;
import dev.hearth.marketplace.console.form.Control.Upload;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A field as the page shows it.
 *
 * @param type which control: {@code text}, {@code textarea}, {@code number}, {@code select}, {@code
 *     checkbox}, {@code media} or {@code json}
 * @param value what stands in the control
 * @param error what is wrong with it; empty when nothing is
 */
public record FieldView(Field field, String type, String value, String error) {

  static FieldView of(Field field, String value, String error) {
    return new FieldView(field, type(field.control()), value, error);
  }

  private static String type(Control control) {
    return switch (control) {
      case Text(var multiline, _, _) -> multiline ? "textarea" : "text";
      case Choice _ -> "select";
      case Numeric _ -> "number";
      case Flag _ -> "checkbox";
      case Upload _ -> "media";
      case RawJson _ -> "json";
    };
  }

  /** Identifies the control within the page. */
  public String id() {
    return field.name().isEmpty() ? "f-input" : "f-" + field.name().replaceAll("[^\\w-]", "_");
  }

  /** What people call the field. */
  public String label() {
    if (field.name().isEmpty()) {
      return "Input";
    }
    String name = field.name();
    String words =
        (type.equals("media") && name.endsWith("_url")
                ? name.substring(0, name.length() - 4)
                : name)
            .replace('_', ' ')
            .strip();
    return words.isEmpty() ? name : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  public String name() {
    return field.name();
  }

  public String parameter() {
    return field.parameter();
  }

  public String fileParameter() {
    return field.fileParameter();
  }

  public String help() {
    return field.help();
  }

  public boolean required() {
    return field.required();
  }

  /** Whether it is seen at once, and not only among all settings. */
  public boolean leading() {
    return field.required() || field.important();
  }

  public boolean faulty() {
    return !error.isEmpty();
  }

  /** Whether anything stands below the control that describes it. */
  public boolean described() {
    return faulty() || !help().isEmpty();
  }

  public boolean checked() {
    return value.equals("true");
  }

  /** Media: the kind of file, e.g. {@code image}. */
  public String media() {
    return field.control() instanceof Upload(var media) ? media : "";
  }

  /** Media: what the file chooser offers; empty for any file. */
  public String accept() {
    return media().equals("file") || media().isEmpty() ? "" : media() + "/*";
  }

  /** Number: the bound as an attribute's value; empty for none. */
  public String min() {
    return field.control() instanceof Numeric n ? text(n.min()) : "";
  }

  /** Number: the bound as an attribute's value; empty for none. */
  public String max() {
    return field.control() instanceof Numeric n ? text(n.max()) : "";
  }

  /** Number: the browser's step; {@code any} where fractions of every size are allowed. */
  public String step() {
    if (!(field.control() instanceof Numeric n)) {
      return "";
    }
    return n.step().isPresent() ? text(n.step()) : n.whole() ? "1" : "any";
  }

  /** Text: longest value; empty for no limit. */
  public String maxLength() {
    return field.control() instanceof Text(_, _, var max) && max > 0 ? String.valueOf(max) : "";
  }

  /** Select: whether leaving it open is a choice. */
  public boolean mayBeOpen() {
    return field.initial().isEmpty();
  }

  /** Select: what can be chosen. */
  public List<OptionView> options() {
    if (!(field.control() instanceof Choice(var options))) {
      return List.of();
    }
    return options.stream()
        .map(o -> new OptionView(o.text(), o.label(), o.text().equals(value)))
        .toList();
  }

  private static String text(Optional<BigDecimal> number) {
    return number.map(BigDecimal::toPlainString).orElse("");
  }

  /** One option of a select. */
  public record OptionView(String value, String label, boolean selected) {}
}
