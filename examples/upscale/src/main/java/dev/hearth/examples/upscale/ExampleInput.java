package dev.hearth.examples.upscale;

/** The input that the catalog offers to try the function with. */
final class ExampleInput {
  /** A flame of 32 × 32 pixels, four times larger. */
  static final String FLAME =
      "{\"scale\": 4, \"image_url\": \"data:image/png;base64,"
          + "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgBAMAAACBVGfHAAAAJFBMVEUnM1wqGi7oQSr/mir/7JZY"
          + "MESVMCy4NytxKSz0bir/vln/2Hvo+5xLAAAA4ElEQVR42o2RMRKCMBBFSWGfMKPQuowILWsDlqbS"
          + "isZebqA3kMpajoAVrRd0NwkIjIXb8eb/vz+L5/07Qs7AWc1AfZ1JKiinEQDJxLQAgPvYFBCIx5Ka"
          + "AFzkOGIqCSB6jiWihignkMjvjgZZ0nt8AEQk4OqKG6QEMoC1BSt2GEks+xL8TSlb5UpEWBDIXWrI"
          + "jt3beJTdQZEvPQBuhaj1gUJMhqjIsdf6RMBUJcAOrVu0PRgU2gLzOspgB4HcLhG+A5htbNEQGrYc"
          + "sb+qqlPsuq7N+ruL5cNOORxM2ZE///oHjJQ7cfrlxc8AAAAASUVORK5CYII="
          + "\"}";

  private ExampleInput() {}
}
