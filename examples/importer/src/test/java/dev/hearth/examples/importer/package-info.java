/** Tests of what the examples make their weights with. */
@NullMarked
package dev.hearth.examples.importer;

import org.jspecify.annotations.NullMarked;
