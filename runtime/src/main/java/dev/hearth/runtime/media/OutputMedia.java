package dev.hearth.runtime.media;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/** Begins the {@link CallMedia} of calls. */
@ApplicationScoped
public class OutputMedia {
  private final MediaStore store;
  private final MediaConfig config;
  private final ObjectMapper json;

  OutputMedia(MediaStore store, MediaConfig config, ObjectMapper json) {
    this.store = store;
    this.config = config;
    this.json = json;
  }

  /**
   * The media of one attempt of a call.
   *
   * @param inline whether they are to stand in the output itself, as far as they are small enough
   */
  public CallMedia ofAttempt(boolean inline) {
    return new CallMedia(store, json, inline ? config.maxInline().asLongValue() : 0);
  }
}
