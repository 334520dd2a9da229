/** Makes the committed ONNX file from the package that its authors published. Run by hand. */
@NullMarked
package dev.hearth.examples.removebackground.importer;

import org.jspecify.annotations.NullMarked;
