/** The program that tells from inside a sandbox what a function could do there. */
@NullMarked
package dev.hearth.runtime.probe;

import org.jspecify.annotations.NullMarked;
