/** The functions that every installation starts with. */
@NullMarked
package dev.hearth.standalone.examples;

import org.jspecify.annotations.NullMarked;
