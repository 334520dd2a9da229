package dev.hearth.runtime.media;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/** Begins the {@link CallMedia} of calls. */
@ApplicationScoped
public class OutputMedia {
  private final MediaStore store;
  private final ObjectMapper json;

  OutputMedia(MediaStore store, ObjectMapper json) {
    this.store = store;
    this.json = json;
  }

  /** The media of one attempt of a call. */
  public CallMedia ofAttempt() {
    return new CallMedia(store, json);
  }
}
