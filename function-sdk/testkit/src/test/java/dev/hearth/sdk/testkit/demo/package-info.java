/** The function that the testkit's own tests run. */
@NullMarked
package dev.hearth.sdk.testkit.demo;

import org.jspecify.annotations.NullMarked;
