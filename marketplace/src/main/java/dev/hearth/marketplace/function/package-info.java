/** Functions and their versions. */
@NullMarked
package dev.hearth.marketplace.function;

import org.jspecify.annotations.NullMarked;
