package dev.hearth.kernels.planar;

import dev.hearth.kernels.cuda.KernelArgument;
import dev.hearth.kernels.cuda.LaunchShape;
import dev.hearth.kernels.device.CudaDevice;
import dev.hearth.kernels.device.KernelImage;

/** One thread per pixel. */
final class CudaPlanar extends Planar {
  private static final KernelImage IMAGE = new KernelImage(CudaPlanar.class, "planar.fatbin");
  private static final int BLOCK = 256; // as planar.cu

  private final CudaDevice gpu;

  CudaPlanar(CudaDevice gpu) {
    this.gpu = gpu;
  }

  @Override
  void fillPlanes(
      byte[] pixels, PixelFormat format, Normalisation normalisation, float[] planes, int count) {
    gpu.run(
        session -> {
          var in = session.upload(pixels);
          var out = session.allocate((long) planes.length * Float.BYTES);
          session.launch(
              IMAGE,
              "planar_f32_from_u8",
              shape(count),
              in,
              out,
              new KernelArgument.Int(count),
              new KernelArgument.Int(format.channels()),
              new KernelArgument.Int(format.position(0)),
              float4(normalisation.scale()),
              float4(normalisation.offset()));
          session.download(out, planes);
        });
  }

  @Override
  void fillPixels(
      float[] planes, PixelFormat format, Normalisation normalisation, byte[] pixels, int count) {
    Normalisation inverse = normalisation.inverse();
    gpu.run(
        session -> {
          var in = session.upload(planes);
          var out = session.allocate(pixels.length);
          session.launch(
              IMAGE,
              "planar_u8_from_f32",
              shape(count),
              in,
              out,
              new KernelArgument.Int(count),
              new KernelArgument.Int(format.channels()),
              new KernelArgument.Int(format.position(0)),
              float4(inverse.scale()),
              float4(inverse.offset()));
          session.download(out, pixels);
        });
  }

  private static LaunchShape shape(int count) {
    return new LaunchShape(Math.ceilDiv(count, BLOCK), 1, BLOCK);
  }

  private static KernelArgument.Float4 float4(Channels channels) {
    return new KernelArgument.Float4(
        channels.red(), channels.green(), channels.blue(), channels.alpha());
  }
}
