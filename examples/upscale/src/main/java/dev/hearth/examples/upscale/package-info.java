/** Enlarges pictures with super-resolution networks that run on ONNX Runtime. */
@NullMarked
package dev.hearth.examples.upscale;

import org.jspecify.annotations.NullMarked;
