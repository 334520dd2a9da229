/**
 * Class caches (JEP 483) of workers: made once per function version and JDK, used at each start.
 */
@NullMarked
package dev.hearth.runtime.aot;

import org.jspecify.annotations.NullMarked;
