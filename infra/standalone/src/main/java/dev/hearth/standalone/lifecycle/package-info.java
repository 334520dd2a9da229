/** The commands up and down, and everything that happens between them. */
@NullMarked
package dev.hearth.standalone.lifecycle;

import org.jspecify.annotations.NullMarked;
