package dev.hearth.kernels.resize;

import dev.hearth.kernels.cuda.KernelArgument;
import dev.hearth.kernels.cuda.LaunchShape;
import dev.hearth.kernels.device.CudaDevice;
import dev.hearth.kernels.device.KernelImage;
import dev.hearth.kernels.planar.PlaneShape;

/** The staged kernel where a block's source columns fit into shared memory, else the direct one. */
final class CudaResize extends Resize {
  private static final KernelImage IMAGE = new KernelImage(CudaResize.class, "resize.fatbin");
  private static final int BLOCK = 128; // as resize.cu
  private static final int SPAN = 4_096; // as resize.cu

  private final CudaDevice gpu;

  CudaResize(CudaDevice gpu) {
    this.gpu = gpu;
  }

  @Override
  void fill(float[] source, PlaneShape from, Filter filter, float[] target, PlaneShape to) {
    Taps rows = Taps.of(filter, from.height(), to.height());
    Taps columns = Taps.of(filter, from.width(), to.width());
    long stagedBlocks = (long) Math.ceilDiv(to.width(), BLOCK) * to.height();
    boolean staged = columns.widestSpan(BLOCK) <= SPAN && stagedBlocks <= Integer.MAX_VALUE;
    int blocks = staged ? (int) stagedBlocks : Math.ceilDiv(to.planeLength(), BLOCK);
    gpu.run(
        session -> {
          var in = session.upload(source);
          var out = session.allocate((long) target.length * Float.BYTES);
          session.launch(
              IMAGE,
              staged ? "resize_f32_staged" : "resize_f32_direct",
              new LaunchShape(blocks, to.planes(), BLOCK),
              in,
              out,
              new KernelArgument.Int(from.width()),
              new KernelArgument.Int(from.height()),
              new KernelArgument.Int(to.width()),
              new KernelArgument.Int(to.height()),
              session.upload(rows.index()),
              session.upload(rows.weight()),
              new KernelArgument.Int(rows.count()),
              session.upload(columns.index()),
              session.upload(columns.weight()),
              new KernelArgument.Int(columns.count()));
          session.download(out, target);
        });
  }
}
