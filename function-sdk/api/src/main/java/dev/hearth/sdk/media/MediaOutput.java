package dev.hearth.sdk.media;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An output file under way. What is written goes to the node piece by piece, so the file never
 * stands in memory as a whole.
 *
 * <p>A call can't succeed while a file of it is unfinished. For one thread at a time.
 *
 * {@snippet file="dev/hearth/sdk/snippets/MediaSnippet.java" region="copy"}
 *
 * @param <M> the kind of media
 */
public abstract class MediaOutput<M extends Media> extends OutputStream {
  /** Ends the file, once, and gives what stands for it in the function's output. */
  public abstract M finish() throws IOException;
}
