/** What all users of the runtime's database share. */
@NullMarked
package dev.hearth.runtime.database;

import org.jspecify.annotations.NullMarked;
