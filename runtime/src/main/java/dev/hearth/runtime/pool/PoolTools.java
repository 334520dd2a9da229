package dev.hearth.runtime.pool;

import dev.hearth.runtime.aot.ClassCaches;
import dev.hearth.runtime.worker.WorkerTools;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What all pools of a node share.
 *
 * @param caches finds class caches
 * @param secrets finds what workers are given
 * @param prepare has a version's class cache made, if that is wanted here
 * @param names new names of workers
 * @param ended is told of work that is over, before its listener is
 * @param makeRoom asks for an idle worker of another pool to be evicted
 */
record PoolTools(
    WorkerTools workers,
    PoolSettings settings,
    NodeCapacity capacity,
    WorkerLogs logs,
    PoolMetrics metrics,
    ClassCaches caches,
    VersionSecrets secrets,
    Consumer<FunctionVersion> prepare,
    Supplier<String> names,
    Consumer<Ticket> ended,
    Runnable makeRoom) {}
