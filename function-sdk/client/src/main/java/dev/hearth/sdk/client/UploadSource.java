package dev.hearth.sdk.client;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A local file's bytes, as a whole and in parts. */
sealed interface UploadSource extends AutoCloseable {
  String name();

  String contentType();

  long length();

  BodyPublisher whole();

  /** Exactly these bytes. */
  byte[] read(long from, int count) throws IOException;

  @Override
  void close() throws IOException;

  /** Opens a file; one that has a URL has no bytes here. */
  static UploadSource open(InputFile file) throws IOException {
    return switch (file) {
      case FileOnDisk(Path path, String contentType) ->
          new OnDisk(
              path, contentType, FileChannel.open(path, StandardOpenOption.READ), size(path));
      case FileInMemory(byte[] bytes, String contentType, String name) ->
          new InMemory(bytes, contentType, name);
      case FileElsewhere elsewhere ->
          throw new IllegalArgumentException(elsewhere + " is not to be uploaded");
    };
  }

  private static long size(Path path) throws IOException {
    return Files.size(path);
  }

  /** A file. */
  record OnDisk(Path path, String contentType, FileChannel channel, long length)
      implements UploadSource {
    @Override
    public String name() {
      return String.valueOf(path.getFileName());
    }

    @Override
    public BodyPublisher whole() {
      try {
        return BodyPublishers.ofFile(path);
      } catch (FileNotFoundException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public byte[] read(long from, int count) throws IOException {
      ByteBuffer part = ByteBuffer.allocate(count);
      while (part.hasRemaining()) {
        if (channel.read(part, from + part.position()) < 0) {
          throw new EOFException(path + " became shorter than " + length + " bytes");
        }
      }
      return part.array();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Bytes. */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record InMemory(byte[] bytes, String contentType, String name) implements UploadSource {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public BodyPublisher whole() {
      return BodyPublishers.ofByteArray(bytes);
    }

    @Override
    public byte[] read(long from, int count) {
      return Arrays.copyOfRange(bytes, (int) from, (int) from + count);
    }

    @Override
    public void close() {}
  }
}
