/**
 * Inputs and outputs of the usual media tasks, named and defaulted as fal's, so that a caller
 * switches to a function that uses them by changing the id. Use one as it is, or compose a record
 * of your own with the same names.
 *
 * <p>fal's {@code sync_mode} has no field here: files always come as URLs. Callers may still send
 * it, as any field that a schema doesn't name.
 */
@NullMarked
package dev.hearth.sdk.standard;

import org.jspecify.annotations.NullMarked;
