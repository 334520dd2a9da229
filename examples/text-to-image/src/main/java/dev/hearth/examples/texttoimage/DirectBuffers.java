package dev.hearth.examples.texttoimage;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Memory that ONNX Runtime reads and writes in place. */
final class DirectBuffers {
  /** The empty one. */
  static final FloatBuffer NOTHING = floats(0);

  private DirectBuffers() {}

  /** The buffer, or a larger one without its content. */
  static FloatBuffer atLeast(FloatBuffer buffer, int length) {
    return buffer.capacity() >= length ? buffer : floats(length);
  }

  private static FloatBuffer floats(int length) {
    return ByteBuffer.allocateDirect(length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** A tensor over the beginning of a buffer. */
  static OnnxTensor tensor(FloatBuffer values, long... shape) throws OrtException {
    long count = 1;
    for (long length : shape) {
      count *= length;
    }
    FloatBuffer used = values.slice(0, Math.toIntExact(count));
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), used, shape);
  }
}
