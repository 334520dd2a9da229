/** Judges whether pictures are safe for work, with a classifier that runs on ONNX Runtime. */
@NullMarked
package dev.hearth.examples.moderate;

import org.jspecify.annotations.NullMarked;
