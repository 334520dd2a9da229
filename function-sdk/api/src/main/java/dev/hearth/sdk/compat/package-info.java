/** Whether callers of one version of a function can go on with another. */
@NullMarked
package dev.hearth.sdk.compat;

import org.jspecify.annotations.NullMarked;
