package dev.hearth.runtime.call;

/** How far a function says that a call is: {@code done} of {@code total} parts. */
public record Progress(int done, int total) {}
