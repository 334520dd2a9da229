/** Hearth on one machine: what its commands start from. */
@NullMarked
package dev.hearth.standalone;

import org.jspecify.annotations.NullMarked;
