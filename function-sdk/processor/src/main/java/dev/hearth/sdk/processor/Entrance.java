package dev.hearth.sdk.processor;

import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint in the creator's code.
 *
 * @param place what carries its annotations: the function's class or the endpoint's method
 * @param method name of the method; null for the function's own
 */
record Entrance(
    String path, Element place, ValueType input, ValueType output, @Nullable String method) {}
