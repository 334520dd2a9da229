package dev.hearth.examples.upscale;

import ai.onnxruntime.OrtException;
import dev.hearth.sdk.function.Call;
import java.util.List;
import java.util.Map;

/**
 * Runs networks over whole pictures, tile by tile, so that their memory doesn't grow with the
 * picture.
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

  /** The picture after all passes; its alpha is enlarged by {@link Bicubic}. */
  Picture enlarge(Picture picture, List<Pass> passes, Call call) throws OrtException {
    var progress = new Progress(call, tileCount(picture, passes));
    Picture result = picture.opaque() ? picture : EdgeColours.spread(picture);
    for (Pass pass : passes) {
      result = run(result, pass, progress);
    }
    if (picture.opaque()) {
      return result;
    }
    Bicubic.enlargeAlpha(picture, result);
    return new Picture(result.width(), result.height(), result.argb(), false);
  }

  private int tileCount(Picture picture, List<Pass> passes) {
    int count = 0;
    int growth = 1;
    for (Pass pass : passes) {
      int side = network(pass).tileSide();
      count += Tile.cover(picture.width() * growth, picture.height() * growth, side).size();
      growth *= pass.growth();
    }
    return count;
  }

  private Picture run(Picture picture, Pass pass, Progress progress) throws OrtException {
    Network network = network(pass);
    int growth = pass.growth();
    int width = picture.width() * growth;
    int height = picture.height() * growth;
    var result = new Picture(width, height, new int[width * height], true);
    for (Tile tile : Tile.cover(picture.width(), picture.height(), network.tileSide())) {
      progress.checkNotCancelled();
      Tile seen = tile.widened(pass.weights().margin(), BEYOND, picture);
      TilePixels.load(picture, seen, network.input());
      network.run(seen.width(), seen.height());
      TilePixels.store(network.output(), pass, tile, seen, result);
      progress.tileDone();
    }
    return result;
  }

  private Network network(Pass pass) {
    Network network = networks.get(pass.weights());
    if (network == null) {
      throw new IllegalStateException("network " + pass.weights() + " isn't loaded");
    }
    return network;
  }
}
