package dev.hearth.kernels.tile;

import dev.hearth.kernels.cuda.KernelArgument;
import dev.hearth.kernels.cuda.LaunchShape;
import dev.hearth.kernels.device.CudaDevice;
import dev.hearth.kernels.device.KernelImage;
import dev.hearth.kernels.planar.PlaneShape;

/** One thread per pixel of the tile. */
final class CudaTiling extends Tiling {
  private static final KernelImage IMAGE = new KernelImage(CudaTiling.class, "tile.fatbin");
  private static final int BLOCK = 256; // as tile.cu

  private final CudaDevice gpu;

  CudaTiling(CudaDevice gpu) {
    this.gpu = gpu;
  }

  @Override
  void fillTile(float[] picture, PlaneShape shape, Tile tile, float[] values) {
    gpu.run(
        session -> {
          var in = session.upload(picture);
          var out = session.allocate((long) values.length * Float.BYTES);
          session.launch(
              IMAGE,
              "tile_f32_cut",
              launch(shape, tile),
              in,
              out,
              new KernelArgument.Int(shape.width()),
              new KernelArgument.Int(shape.height()),
              new KernelArgument.Int(tile.left()),
              new KernelArgument.Int(tile.top()),
              new KernelArgument.Int(tile.width()),
              new KernelArgument.Int(tile.height()));
          session.download(out, values);
        });
  }

  @Override
  void addTile(
      float[] values, Tile tile, float[] rows, float[] columns, float[] picture, PlaneShape shape) {
    gpu.run(
        session -> {
          var in = session.upload(values);
          var out = session.upload(picture);
          session.launch(
              IMAGE,
              "tile_f32_blend",
              launch(shape, tile),
              in,
              out,
              new KernelArgument.Int(shape.width()),
              new KernelArgument.Int(shape.height()),
              new KernelArgument.Int(tile.left()),
              new KernelArgument.Int(tile.top()),
              new KernelArgument.Int(tile.width()),
              new KernelArgument.Int(tile.height()),
              session.upload(rows),
              session.upload(columns));
          session.download(out, picture);
        });
  }

  private static LaunchShape launch(PlaneShape shape, Tile tile) {
    int pixels = tile.width() * tile.height();
    return new LaunchShape(Math.ceilDiv(pixels, BLOCK), shape.planes(), BLOCK);
  }
}
