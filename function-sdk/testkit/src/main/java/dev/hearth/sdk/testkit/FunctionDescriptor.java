package dev.hearth.sdk.testkit;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;

/**
 * What the compiler found in a function's code.
 *
 * @param codecClass binary name of the generated codec
 */
record FunctionDescriptor(Descriptor descriptor, String codecClass, ClassLoader loader) {

  /**
   * Finds that of a function among those on the class path.
   *
   * @throws IllegalStateException if there is none
   */
  static FunctionDescriptor of(Class<?> function) {
    ClassLoader loader =
        Objects.requireNonNullElse(function.getClassLoader(), ClassLoader.getSystemClassLoader());
    String codec = function.getPackageName().isEmpty() ? "" : function.getPackageName() + ".";
    codec += function.getSimpleName() + "Codec";
    try {
      for (URL resource : Collections.list(loader.getResources(Descriptor.RESOURCE))) {
        Descriptor descriptor = read(resource);
        if (descriptor.entry().equals(new Entry.Codec(codec))) {
          return new FunctionDescriptor(descriptor, codec, loader);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the class path", e);
    }
    throw new IllegalStateException(
        "the class path has no descriptor of %s; is it a @HearthFunction, and is hearth-processor among the annotation processors of its project?"
            .formatted(function.getName()));
  }

  private static Descriptor read(URL resource) throws IOException {
    try (InputStream in = resource.openStream()) {
      return Descriptor.fromJson(Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  /** A codec as the worker makes it. */
  FunctionCodec<?, ?> codec() {
    try {
      return Class.forName(codecClass, true, loader)
          .asSubclass(FunctionCodec.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the codec " + codecClass + " can't be made", e);
    }
  }
}
