package dev.hearth.kernels.tile;

import dev.hearth.kernels.device.ComputeDevice;
import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.kernels.device.CudaDevice;
import dev.hearth.kernels.planar.PlaneShape;

/**
 * Cuts tiles out of float planes, and blends tiles into float planes.
 *
 * <p>Of a tile at {@code (left, top)}:
 *
 * <ul>
 *   <li>{@link #cut}: {@code tile[p, y, x] = picture[p, top + y, left + x]}; beyond the picture's
 *       edges the edge's pixels repeat
 *   <li>{@link #blend}: {@code picture[p, top + y, left + x] += row[y] · column[x] · tile[p, y, x]}
 *       with the weights of a {@link Feather}. Begun on zeros and done for all tiles that cover a
 *       picture, in any order, it leaves their weighted mean and no seam
 * </ul>
 *
 * <p>Tile and picture must be two arrays. NaN and infinite values stay where they are; one with a
 * weight spoils its pixel. Thread-safe, but for two blends into one picture at a time.
 */
public abstract sealed class Tiling permits ReferenceTiling, VectorTiling, CudaTiling {
  /** The version for a device. */
  public static Tiling on(ComputeDevice device) {
    return switch (device) {
      case CpuDevice cpu -> new VectorTiling(VectorTiling.WIDEST, cpu);
      case CudaDevice gpu -> new CudaTiling(gpu);
    };
  }

  /** Plain loops in double precision, which the others are measured against. */
  public static Tiling reference() {
    return new ReferenceTiling();
  }

  /**
   * Fills {@code values} with the picture's pixels at {@code tile}.
   *
   * @param values the tile's, as many planes as the picture has
   * @throws IllegalArgumentException if an array hasn't its shape, the picture is empty and the
   *     tile isn't, or both are the same array
   */
  public final void cut(float[] picture, PlaneShape shape, Tile tile, float[] values) {
    shape.require(picture);
    tile.shape(shape.planes()).require(values);
    if (values.length == 0) {
      return;
    }
    if (picture.length == 0) {
      throw new IllegalArgumentException("a tile of " + shape);
    }
    PlaneShape.requireApart(picture, values);
    fillTile(picture, shape, tile, values);
  }

  /**
   * Adds the tile's weighted pixels to the picture's.
   *
   * @param values the tile's, as many planes as the picture has
   * @throws IllegalArgumentException if an array hasn't its shape, the tile reaches beyond the
   *     picture or is narrower than it fades, or both are the same array
   */
  public final void blend(
      float[] values, FeatheredTile feathered, float[] picture, PlaneShape shape) {
    Tile tile = feathered.tile();
    shape.require(picture);
    tile.shape(shape.planes()).require(values);
    if (!tile.isWithin(shape)) {
      throw new IllegalArgumentException(tile + " isn't within " + shape);
    }
    float[] rows = feathered.feather().rows(tile.height());
    float[] columns = feathered.feather().columns(tile.width());
    if (values.length > 0) {
      PlaneShape.requireApart(values, picture);
      addTile(values, tile, rows, columns, picture, shape);
    }
  }

  abstract void fillTile(float[] picture, PlaneShape shape, Tile tile, float[] values);

  abstract void addTile(
      float[] values, Tile tile, float[] rows, float[] columns, float[] picture, PlaneShape shape);
}
