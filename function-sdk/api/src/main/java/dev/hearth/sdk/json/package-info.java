/** JSON values, their parser and printer, on nothing but the JDK. */
@NullMarked
package dev.hearth.sdk.json;

import org.jspecify.annotations.NullMarked;
