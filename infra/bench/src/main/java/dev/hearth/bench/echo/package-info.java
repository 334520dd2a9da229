/** The yardstick of a direct call: a bare JSON echo, and one with a hop to another process. */
@NullMarked
package dev.hearth.bench.echo;

import org.jspecify.annotations.NullMarked;
