/** The files of a function version and the digest that identifies it. */
@NullMarked
package dev.hearth.sdk.manifest;

import org.jspecify.annotations.NullMarked;
