package dev.hearth.examples.upscale;

import java.io.IOException;
import java.util.List;

/**
 * One pass over a group of pictures, as their rows come in: keeps the rows that the next row of
 * tiles needs, runs the network once they are there, and hands the enlarged rows on.
 *
 * <p>The network is given each tile with as many pixels around it as can influence it, and only the
 * tile's own part of the result is kept. So there are no seams: the tiles together are what one run
 * over the whole picture would give. Alpha is enlarged by interpolation.
 */
final class Enlargement implements RowSink {
  private static final int ALPHA = 24;

  /** Most pixels of an enlarged row of tiles; 32 MB. */
  private static final int MAX_STRIP_PIXELS = 8 << 20;

  /** Tiles flatter than this would be mostly margin. */
  private static final int MIN_TILE_HEIGHT = 32;

  private final Pass pass;
  private final Network network;
  private final TilePixels pixels;
  private final Progress progress;
  private final RowSink next;
  private final boolean opaque;
  private final Band band;
  private final Bicubic alpha;
  private final List<List<Tile>> tiles;
  private int rowsOfTilesDone;

  /**
   * How pictures are cut.
   *
   * @param side greatest side of a tile, margin excluded
   * @param pixels moves a tile's pixels
   */
  record Tiles(int side, TilePixels pixels) {}

  /**
   * @param size of the pictures before the pass
   * @param opaque whether no pixel of any picture is transparent
   */
  Enlargement(
      Pass pass,
      Network network,
      Band.Size size,
      boolean opaque,
      Tiles tiles,
      Progress progress,
      RowSink next) {
    this.pass = pass;
    this.network = network;
    this.pixels = tiles.pixels();
    this.progress = progress;
    this.next = next;
    this.opaque = opaque;
    this.alpha = new Bicubic(ALPHA, size.width(), pass.growth());
    this.tiles = tiles(pass, size, tiles.side());
    int highest = this.tiles.stream().mapToInt(row -> row.getFirst().height()).max().orElseThrow();
    this.band = new Band(size, highest + 2 * pass.weights().margin());
    progress.expect(this.tiles.stream().mapToInt(List::size).sum());
  }

  /** Wide pictures get flat tiles, as all tiles of a row have to be done before it goes on. */
  private static List<List<Tile>> tiles(Pass pass, Band.Size size, int tileSide) {
    int rowPixels = size.rowLength() * pass.growth() * pass.growth();
    int flat = Math.max(MIN_TILE_HEIGHT, MAX_STRIP_PIXELS / rowPixels);
    return Tile.rows(size.width(), size.height(), tileSide, Math.min(tileSide, flat));
  }

  @Override
  public void row(int[] argb, int from) throws IOException {
    band.add(argb, from);
    while (rowsOfTilesDone < tiles.size()) {
      List<Tile> row = tiles.get(rowsOfTilesDone);
      Tile first = row.getFirst();
      int needed = first.y() + first.height() + pass.weights().margin();
      if (band.count() < Math.min(needed, band.size().height())) {
        return;
      }
      enlarge(row);
      rowsOfTilesDone++;
    }
  }

  private void enlarge(List<Tile> row) throws IOException {
    Band.Size enlarged = band.size().times(pass.growth());
    int top = row.getFirst().y() * pass.growth();
    int height = row.getFirst().height() * pass.growth();
    var strip = new int[height * enlarged.rowLength()];
    for (Tile tile : row) {
      progress.checkNotCancelled();
      enlarge(tile, strip);
      progress.tileDone();
    }
    for (int y = 0; y < height; y++) {
      int from = y * enlarged.rowLength();
      if (!opaque) {
        mergeAlpha(top + y, strip, from, enlarged);
      }
      next.row(strip, from);
    }
  }

  private void enlarge(Tile tile, int[] strip) {
    Weights weights = pass.weights();
    int count = band.size().count();
    Tile seen = tile.widened(weights.margin(), weights.beyond(), band.size());
    pixels.load(band, seen, weights, network.input(count, seen.width(), seen.height()));
    var output = network.run(count, seen.width(), seen.height());
    pixels.store(output, pass, tile, seen, band.size(), strip);
  }

  /** Not by kernels, which merge rows of bytes: here both already stand in ints. */
  private void mergeAlpha(int y, int[] strip, int from, Band.Size enlarged) {
    var levels = new int[enlarged.width()];
    for (int picture = 0; picture < enlarged.count(); picture++) {
      alpha.row(band::row, picture * band.size().width(), y, levels);
      int at = from + picture * enlarged.width();
      for (int level : levels) {
        strip[at] = strip[at] & 0xFFFFFF | level << ALPHA;
        at++;
      }
    }
  }
}
