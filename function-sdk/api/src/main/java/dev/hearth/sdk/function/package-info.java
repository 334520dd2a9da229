/** What a creator writes: the shapes of a function and what it is given to work with. */
@NullMarked
package dev.hearth.sdk.function;

import org.jspecify.annotations.NullMarked;
