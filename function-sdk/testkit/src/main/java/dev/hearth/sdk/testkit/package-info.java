/**
 * Tests of functions: {@link dev.hearth.sdk.testkit.FunctionUnderTest} runs one as the runtime
 * would, in the process of its tests.
 */
@NullMarked
package dev.hearth.sdk.testkit;

import org.jspecify.annotations.NullMarked;
