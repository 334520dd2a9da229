package dev.hearth.kernels.planar;

/** The reference by the same rules as the others. */
final class ReferencePlanarTest extends AbstractPlanarContract {
  ReferencePlanarTest() {
    super(Planar.reference());
  }
}
