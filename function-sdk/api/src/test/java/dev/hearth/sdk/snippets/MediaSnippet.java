package dev.hearth.sdk.snippets;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import java.io.IOException;
import java.io.InputStream;

@HearthFunction(name = "copy", title = "Copy", summary = "Copies.", category = "image-to-image")
public final class MediaSnippet implements UnaryFunction<MediaSnippet.In, MediaSnippet.Out> {
  public record In(Image imageUrl) {}

  public record Out(Image image) {}

  // @start region="copy"
  @Override
  public Out run(In input, Call call) throws IOException {
    Image image = input.imageUrl();
    if (image.width() == 0) {
      throw CallException.field(ErrorCode.IMAGE_LOAD_ERROR, "image_url", "no PNG, JPEG or WebP");
    }
    MediaOutput<Image> copy = call.writeImage(image.contentType(), image.width(), image.height());
    try (InputStream from = image.open()) {
      long bytes = from.transferTo(copy); // sent on as it is read
      call.log("copied " + bytes + " of " + image.fileSize() + " bytes");
    }
    return new Out(copy.finish());
  }
  // @end
}
