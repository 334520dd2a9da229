package dev.hearth.kernels.tile;

/** The reference by the same rules as the others. */
final class ReferenceTilingTest extends AbstractTilingContract {
  ReferenceTilingTest() {
    super(Tiling.reference());
  }
}
