/** The embedded PostgreSQL: its program, its data, its roles. */
@NullMarked
package dev.hearth.standalone.postgres;

import org.jspecify.annotations.NullMarked;
