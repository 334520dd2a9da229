package dev.hearth.kernels.alpha;

import dev.hearth.kernels.cuda.KernelArgument;
import dev.hearth.kernels.cuda.LaunchShape;
import dev.hearth.kernels.device.CudaDevice;
import dev.hearth.kernels.device.KernelImage;

/** One thread per pixel. */
final class CudaAlpha extends Alpha {
  private static final KernelImage IMAGE = new KernelImage(CudaAlpha.class, "alpha.fatbin");
  private static final int BLOCK = 256; // as alpha.cu

  private final CudaDevice gpu;

  CudaAlpha(CudaDevice gpu) {
    this.gpu = gpu;
  }

  @Override
  void fillParts(byte[] pixels, byte[] colours, byte[] alpha) {
    gpu.run(
        session -> {
          var in = session.upload(pixels);
          var threes = session.allocate(colours.length);
          var ones = session.allocate(alpha.length);
          session.launch(
              IMAGE,
              "alpha_u8_split",
              shape(alpha.length),
              in,
              threes,
              ones,
              new KernelArgument.Int(alpha.length));
          session.download(threes, colours);
          session.download(ones, alpha);
        });
  }

  @Override
  void fillPixels(byte[] colours, byte[] alpha, byte[] pixels) {
    gpu.run(
        session -> {
          var threes = session.upload(colours);
          var ones = session.upload(alpha);
          var out = session.allocate(pixels.length);
          session.launch(
              IMAGE,
              "alpha_u8_merge",
              shape(alpha.length),
              threes,
              ones,
              out,
              new KernelArgument.Int(alpha.length));
          session.download(out, pixels);
        });
  }

  private static LaunchShape shape(int count) {
    return new LaunchShape(Math.ceilDiv(count, BLOCK), 1, BLOCK);
  }
}
