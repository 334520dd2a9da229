package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HealthCheck;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

// @start region="function"
@HearthFunction(name = "style", title = "Style", summary = "Rewrites.", category = "text-to-text")
@HealthCheck(failureThreshold = 2)
public final class AdaptersSnippet
    implements UnaryFunction<AdaptersSnippet.In, AdaptersSnippet.Out> {
  public record In(String text, String style) {}

  public record Out(String text) {}

  private final Map<String, Adapter> adapters = new ConcurrentHashMap<>();

  @Override
  public Out run(In input, Call call) {
    Adapter adapter = adapters.computeIfAbsent(input.style(), Adapter::load);
    return new Out(adapter.rewrite(input.text()));
  }

  @Override
  public List<String> hints() {
    return adapters.keySet().stream().map(style -> "style:" + style).limit(32).toList();
  }

  @Override
  public void checkHealth() throws IOException {
    if (Files.notExists(Path.of("/dev/nvidia0"))) {
      throw new IOException("the GPU is gone");
    }
  }
}

// @end

/** What takes long to load. */
record Adapter(String style) {
  static Adapter load(String style) {
    return new Adapter(style);
  }

  String rewrite(String text) {
    return text + " (" + style + ")";
  }
}
