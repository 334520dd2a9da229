package dev.hearth.runtime.worker;

/**
 * What a worker says of its function's health.
 *
 * @param message why it isn't healthy; empty if it is
 * @param stack for the function's owner only; empty if there is none
 */
public record HealthReport(boolean healthy, String message, String stack) {}
