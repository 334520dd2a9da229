/** What an AOT cache of a JVM was made for, so that none ever runs with other code. */
@NullMarked
package dev.hearth.coldstart.aot;

import org.jspecify.annotations.NullMarked;
