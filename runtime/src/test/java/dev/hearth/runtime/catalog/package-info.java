/** Tests of functions and their schemas. */
@NullMarked
package dev.hearth.runtime.catalog;

import org.jspecify.annotations.NullMarked;
