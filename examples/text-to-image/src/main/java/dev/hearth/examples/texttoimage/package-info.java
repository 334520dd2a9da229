/** Draws pictures from text with a small diffusion network that runs on ONNX Runtime. */
@NullMarked
package dev.hearth.examples.texttoimage;

import org.jspecify.annotations.NullMarked;
