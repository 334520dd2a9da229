package dev.hearth.sdk.worker;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import dev.hearth.sdk.protocol.FileChunk;
import java.util.Arrays;
import java.util.Objects;

/** An output picture that a function writes; collects pieces of full length for its call. */
final class PictureOutput extends MediaOutput<Image> {
  private final LiveCall call;
  private final String contentType;
  private final int width;
  private final int height;
  private final byte[] piece = new byte[FileChunk.MAX_BYTES];
  private int used;
  private long length;
  private boolean finished;

  PictureOutput(LiveCall call, String contentType, int width, int height) {
    this.call = call;
    this.contentType = contentType;
    this.width = width;
    this.height = height;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    requireUnfinished();
    int from = offset;
    while (from < offset + count) {
      if (used == piece.length) {
        call.sendPiece(piece);
        used = 0;
      }
      int part = Math.min(offset + count - from, piece.length - used);
      System.arraycopy(bytes, from, piece, used, part);
      used += part;
      from += part;
    }
    length += count;
  }

  @Override
  public Image finish() {
    requireUnfinished();
    String url = call.finishFile(Arrays.copyOf(piece, used));
    finished = true;
    String name = OutputFiles.name("image", contentType);
    return new Image(url, contentType, name, length, width, height);
  }

  private void requireUnfinished() {
    if (finished) {
      throw new IllegalStateException("the picture is finished");
    }
  }
}
