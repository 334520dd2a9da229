package dev.hearth.examples.speak;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import dev.hearth.sdk.media.Video;
import java.util.ArrayList;
import java.util.List;

/** A call that keeps what the function does with it. */
final class RecordingCall implements Call {
  final List<String> log = new ArrayList<>();
  final List<String> progress = new ArrayList<>();
  final List<SpeakOutput> emitted = new ArrayList<>();
  final List<byte[]> files = new ArrayList<>();
  long microUnits = -1;
  private int patience = Integer.MAX_VALUE;

  /** Makes this a call whose caller leaves once so many sentences are said. */
  RecordingCall leavingAfter(int sentences) {
    patience = sentences;
    return this;
  }

  /** The file that stands in an output. */
  Wav wav(SpeakOutput output) {
    return Wav.read(files.get(Integer.parseInt(output.audio().url().split(":", -1)[1])));
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public void log(Level level, String message) {
    log.add(level + " " + message);
  }

  @Override
  public void progress(int done, int total) {
    progress.add(done + "/" + total);
  }

  @Override
  public void emit(Object partial) {
    emitted.add((SpeakOutput) partial);
  }

  @Override
  public boolean cancelled() {
    return progress.size() >= patience;
  }

  @Override
  public void meter(long consumed) {
    microUnits = consumed;
  }

  @Override
  public Audio audio(byte[] encoded, String contentType) {
    files.add(encoded.clone());
    return new Audio("hearth-file:" + (files.size() - 1), contentType, "audio.wav", encoded.length);
  }

  @Override
  public void fail(CallException reason) {
    throw new AssertionError("refusals are thrown", reason);
  }

  @Override
  public Image image(byte[] encoded, String contentType, int width, int height) {
    throw new AssertionError("no picture");
  }

  @Override
  public MediaOutput<Image> writeImage(String contentType, int width, int height) {
    throw new AssertionError("no picture");
  }

  @Override
  public Video video(byte[] encoded, String contentType) {
    throw new AssertionError("no video");
  }

  @Override
  public FileRef file(byte[] content, String contentType, String fileName) {
    throw new AssertionError("no other file");
  }
}
