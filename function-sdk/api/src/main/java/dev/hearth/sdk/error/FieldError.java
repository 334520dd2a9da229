package dev.hearth.sdk.error;

import java.util.List;

/**
 * One entry of fal's {@code detail} array.
 *
 * {@snippet file="dev/hearth/sdk/snippets/ErrorSnippets.java" region="fields"}
 *
 * @param location where the fault is, from the outside in: {@code ["body", "image_url"]}; array
 *     positions are decimal strings
 * @param message sentence for a person
 * @param type stable word for the reason, e.g. {@code missing} or {@code greater_than}
 */
public record FieldError(List<String> location, String message, String type) {
  public FieldError {
    location = List.copyOf(location);
  }
}
