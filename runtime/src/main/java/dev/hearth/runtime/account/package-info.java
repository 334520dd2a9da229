/** Whose key a caller shows. */
@NullMarked
package dev.hearth.runtime.account;

import org.jspecify.annotations.NullMarked;
