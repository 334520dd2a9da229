package dev.hearth.sdk.testkit.demo;

import dev.hearth.sdk.schema.Size;

/** What to trace. */
public record TraceInput(@Size(min = 1, max = 10) String line) {}
