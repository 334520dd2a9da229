/**
 * Inputs and outputs of the usual media tasks, named and defaulted as fal's, so that a caller
 * switches to a function that uses them by changing the id. Use one as it is, or compose a record
 * of your own with the same names.
 *
 * <p>fal's {@code sync_mode} has no field here: it works for every function, since it's the node
 * that then writes files as {@code data:} URIs. A function that names it shows it in its form.
 */
@NullMarked
package dev.hearth.sdk.standard;

import org.jspecify.annotations.NullMarked;
