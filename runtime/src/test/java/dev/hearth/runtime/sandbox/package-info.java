/** Tests of the sandbox. */
@NullMarked
package dev.hearth.runtime.sandbox;

import org.jspecify.annotations.NullMarked;
