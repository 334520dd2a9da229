package dev.hearth.examples.upscale;

import dev.hearth.kernels.device.ComputeDevice;
import dev.hearth.kernels.planar.Planar;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Enlarges pictures by passes of networks, row by row: neither original nor result is held. */
final class Enlarger {
  /** Greatest side of a tile in pixels, margin excluded: bounds the memory of a run. */
  static final int TILE_SIDE = 256;

  private final Map<Weights, ? extends Network> networks;
  private final TilePixels pixels;
  private final int tileSide;

  Enlarger(Map<Weights, ? extends Network> networks, ComputeDevice device, int tileSide) {
    this.networks = Map.copyOf(networks);
    this.pixels = new TilePixels(Planar.on(device));
    this.tileSide = tileSide;
  }

  /**
   * What enlarges the rows that it is given.
   *
   * @param size of the pictures, all of which run through the networks together
   * @param opaque whether no pixel of any of them is transparent
   * @param out takes the rows of the result
   */
  private RowSink chain(
      List<Pass> passes, Band.Size size, boolean opaque, Progress progress, RowSink out) {
    RowSink next = out;
    for (int i = passes.size() - 1; i >= 0; i--) {
      int growth = passes.subList(0, i).stream().mapToInt(Pass::growth).reduce(1, (a, b) -> a * b);
      Pass pass = passes.get(i);
      Network network = network(pass.weights());
      var tiles = new Enlargement.Tiles(tileSide, pixels);
      next = new Enlargement(pass, network, size.times(growth), opaque, tiles, progress, next);
    }
    return opaque ? next : new EdgeColours(size, next);
  }

  /** Enlarges one picture. */
  void enlarge(Original original, List<Pass> passes, Progress progress, RowSink out)
      throws IOException {
    var size = new Band.Size(1, original.width(), original.height());
    original.rows(chain(passes, size, original.opaque(), progress, out));
  }

  /** Enlarges pictures of one size together. All of them and a row of tiles stand in memory. */
  void enlarge(List<Picture> pictures, List<Pass> passes, Progress progress, RowSink out)
      throws IOException {
    Picture first = pictures.getFirst();
    var size = new Band.Size(pictures.size(), first.width(), first.height());
    boolean opaque = pictures.stream().allMatch(Picture::opaque);
    RowSink chain = chain(passes, size, opaque, progress, out);
    var row = new int[size.rowLength()];
    for (int y = 0; y < size.height(); y++) {
      for (int i = 0; i < pictures.size(); i++) {
        int width = size.width();
        System.arraycopy(pictures.get(i).argb(), y * width, row, i * width, width);
      }
      chain.row(row, 0);
    }
  }

  private Network network(Weights weights) {
    Network network = networks.get(weights);
    if (network == null) {
      throw new IllegalStateException("network " + weights + " isn't loaded");
    }
    return network;
  }
}
