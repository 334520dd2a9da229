/** Tests of waiting for the database. */
@NullMarked
package dev.hearth.runtime.database;

import org.jspecify.annotations.NullMarked;
