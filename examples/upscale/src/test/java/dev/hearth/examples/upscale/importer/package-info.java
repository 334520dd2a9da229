/** Makes the committed ONNX files from the packages that their authors published. Run by hand. */
@NullMarked
package dev.hearth.examples.upscale.importer;

import org.jspecify.annotations.NullMarked;
