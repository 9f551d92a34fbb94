public import Dispatch

/// Runs the jobs of an actor one after another on a dispatch queue of its own.
///
/// For the few actors that block (SQLite) or own sockets: the cooperative pool has only as many threads as the machine
/// has cores, and a `ReadinessSource` on the same `queue` may enter the actor with `assumeIsolated`, without a hop.
/// The actor keeps the executor in a `let` and returns `executor.asUnownedSerialExecutor()` as its `unownedExecutor`.
public final class SerialQueueExecutor: SerialExecutor {
    /// Closures put here run isolated to the actor.
    public let queue: DispatchQueue

    /// `label` is what debuggers show, by habit the actor's name.
    public init(label: String) {
        queue = DispatchQueue(label: label)
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { @Sendable in
            unsafe job.runSynchronously(on: self.asUnownedSerialExecutor())
        }
    }

    /// What `assumeIsolated` asks when it is called from a closure on `queue` rather than from a job.
    public func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
