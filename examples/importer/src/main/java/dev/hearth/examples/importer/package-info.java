/** Turns packages that a model's authors published into the files that an example commits. */
@NullMarked
package dev.hearth.examples.importer;

import org.jspecify.annotations.NullMarked;
