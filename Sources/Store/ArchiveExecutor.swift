import Dispatch

/// Runs the jobs of the archive one after another on a dispatch queue of its own: SQLite blocks, and the cooperative
/// pool has only as many threads as the machine has cores.
final class ArchiveExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "Archive")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { @Sendable in
            unsafe job.runSynchronously(on: self.asUnownedSerialExecutor())
        }
    }

    func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
