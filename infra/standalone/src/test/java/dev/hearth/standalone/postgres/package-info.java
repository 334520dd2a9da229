/** The real database server. */
@NullMarked
package dev.hearth.standalone.postgres;

import org.jspecify.annotations.NullMarked;
