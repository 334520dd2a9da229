/** Cuts people out of their background with a segmentation network that runs on ONNX Runtime. */
@NullMarked
package dev.hearth.examples.removebackground;

import org.jspecify.annotations.NullMarked;
