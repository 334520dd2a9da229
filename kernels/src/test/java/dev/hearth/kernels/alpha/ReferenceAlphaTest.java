package dev.hearth.kernels.alpha;

/** The reference by the same rules as the others. */
final class ReferenceAlphaTest extends AbstractAlphaContract {
  ReferenceAlphaTest() {
    super(Alpha.reference());
  }
}
