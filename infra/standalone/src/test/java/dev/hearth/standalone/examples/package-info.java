/** The example functions of an installation. */
@NullMarked
package dev.hearth.standalone.examples;

import org.jspecify.annotations.NullMarked;
