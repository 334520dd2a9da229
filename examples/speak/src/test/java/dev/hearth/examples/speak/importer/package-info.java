/** Makes the committed program and voices from the package of flite for WASI. Run by hand. */
@NullMarked
package dev.hearth.examples.speak.importer;

import org.jspecify.annotations.NullMarked;
