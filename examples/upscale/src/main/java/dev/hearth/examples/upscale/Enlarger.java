package dev.hearth.examples.upscale;

import ai.onnxruntime.OrtException;
import dev.hearth.sdk.function.Call;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Runs networks over whole pictures, tile by tile, and hands the result on strip by strip, so that
 * it never stands in memory as a whole.
 *
 * <p>A network is given each tile with as many pixels around it as can influence it, and only the
 * tile's own part of the result is kept. So there are no seams: the tiles together are what one run
 * over the whole picture would give.
 */
final class Enlarger {
  /**
   * By how many pixels the picture is continued outside. The networks take what lies outside for
   * black, which would tint the border; the tint doesn't reach farther than this.
   */
  private static final int BEYOND = 6;

  private final Map<Weights, Network> networks;

  Enlarger(Map<Weights, Network> networks) {
    this.networks = Map.copyOf(networks);
  }

  /** Sends the picture after all passes to {@code out}; its alpha is enlarged by interpolation. */
  void enlarge(Picture picture, List<Pass> passes, Call call, StripSink out)
      throws OrtException, IOException {
    var progress = new Progress(call, tileCount(picture, passes));
    Picture current = picture.opaque() ? picture : EdgeColours.spread(picture);
    for (Pass pass : passes.subList(0, passes.size() - 1)) {
      int growth = pass.growth();
      var canvas = new Canvas(current.width() * growth, current.height() * growth);
      run(current, pass, progress, canvas);
      current = canvas.picture();
    }
    run(current, passes.getLast(), progress, picture.opaque() ? out : withAlpha(picture, out));
  }

  private int tileCount(Picture picture, List<Pass> passes) {
    int count = 0;
    int growth = 1;
    for (Pass pass : passes) {
      int side = network(pass).tileSide();
      for (List<Tile> row : Tile.rows(picture.width() * growth, picture.height() * growth, side)) {
        count += row.size();
      }
      growth *= pass.growth();
    }
    return count;
  }

  private void run(Picture picture, Pass pass, Progress progress, StripSink out)
      throws OrtException, IOException {
    Network network = network(pass);
    int width = picture.width() * pass.growth();
    for (List<Tile> row : Tile.rows(picture.width(), picture.height(), network.tileSide())) {
      int height = row.getFirst().height() * pass.growth();
      var strip = new Picture(width, height, new int[width * height], true);
      for (Tile tile : row) {
        progress.checkNotCancelled();
        Tile seen = tile.widened(pass.weights().margin(), BEYOND, picture);
        TilePixels.load(picture, seen, network.input());
        network.run(seen.width(), seen.height());
        TilePixels.store(network.output(), pass, tile, seen, strip);
        progress.tileDone();
      }
      out.accept(strip);
    }
  }

  private static StripSink withAlpha(Picture source, StripSink out) {
    var alpha = new AlphaStrips(source);
    return strip -> out.accept(alpha.mergedInto(strip));
  }

  private Network network(Pass pass) {
    Network network = networks.get(pass.weights());
    if (network == null) {
      throw new IllegalStateException("network " + pass.weights() + " isn't loaded");
    }
    return network;
  }
}
