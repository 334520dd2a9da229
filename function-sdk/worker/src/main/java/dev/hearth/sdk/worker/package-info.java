/** The process that hosts one function version: it speaks the worker protocol with its node. */
@NullMarked
package dev.hearth.sdk.worker;

import org.jspecify.annotations.NullMarked;
