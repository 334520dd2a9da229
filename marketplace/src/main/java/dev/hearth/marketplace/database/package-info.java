/** The marketplace's PostgreSQL schema, opened for the features. */
@NullMarked
package dev.hearth.marketplace.database;

import org.jspecify.annotations.NullMarked;
