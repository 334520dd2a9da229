package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.Video;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Discriminator;
import dev.hearth.sdk.schema.Matches;
import dev.hearth.sdk.schema.MediaSize;
import dev.hearth.sdk.schema.Obsolete;
import dev.hearth.sdk.schema.OneOf;
import dev.hearth.sdk.schema.Range;
import dev.hearth.sdk.schema.Sample;
import dev.hearth.sdk.schema.Size;
import dev.hearth.sdk.schema.Ui;
import dev.hearth.sdk.schema.WireName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that can be said of fields. */
@HearthFunction(name = "fields", title = "Fields", summary = "Fields.", category = "text")
public final class FieldsSnippet implements UnaryFunction<FieldsSnippet.In, Json> {
  // @start region="fields"
  public record Text(
      @Description("What to draw.") @Size(min = 1, max = 500) @Ui(field = "textarea") String prompt,
      @Sample("summer-24") @Matches("^[a-z0-9-]+$") String collection,
      @Range(min = 0, max = 1) @Default("0.8") double strength,
      @OneOf({1, 2, 4}) @Default("1") int scale,
      @WireName("aspect") @Default("16:9") Aspect aspectRatio,
      @Obsolete @Description("Write scale instead.") Optional<Integer> factor,
      @Size(max = 8) Map<String, String> labels) {}

  public enum Aspect {
    @WireName("16:9")
    WIDE,
    SQUARE
  }

  // @end

  // @start region="union"
  /** {"kind":"circle","radius":2} or {"kind":"rect","side":3}. */
  @Discriminator("kind")
  public sealed interface Mask {}

  public record Circle(double radius) implements Mask {}

  @WireName("rect")
  public record Box(int side) implements Mask {}

  // @end

  // @start region="media"
  public record Files(
      @MediaSize(maxBytes = 10_000_000, maxWidth = 4096, maxHeight = 4096, maxAspectRatio = 3)
          Image imageUrl,
      List<Image> references,
      Optional<Video> video,
      Optional<Audio> sound,
      Optional<FileRef> archive) {}

  // @end

  public record In(Text text, Mask mask, Files files) {}

  @Override
  public Json run(In input, Call call) {
    return Json.of(input.toString());
  }
}
