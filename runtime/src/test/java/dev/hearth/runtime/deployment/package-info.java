/** Tests of the package {@code deployment}. */
@NullMarked
package dev.hearth.runtime.deployment;

import org.jspecify.annotations.NullMarked;
