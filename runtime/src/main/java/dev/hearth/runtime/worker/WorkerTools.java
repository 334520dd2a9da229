package dev.hearth.runtime.worker;

import dev.hearth.runtime.egress.Egress;
import dev.hearth.runtime.sandbox.Sandbox;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all workers of a node share.
 *
 * @param timer for deadlines; its tasks are short
 * @param writers runs writes that may have to wait for a worker to read
 */
public record WorkerTools(
    Sandbox sandbox,
    WorkerLimits limits,
    Egress egress,
    ScheduledExecutorService timer,
    Executor writers) {}
