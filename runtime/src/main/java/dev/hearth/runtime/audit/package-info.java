/** Proves from the database that what was held and charged is right, or says where it isn't. */
@NullMarked
package dev.hearth.runtime.audit;

import org.jspecify.annotations.NullMarked;
