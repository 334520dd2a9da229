/** Tests of the testkit, by functions that it runs. */
@NullMarked
package dev.hearth.sdk.testkit;

import org.jspecify.annotations.NullMarked;
