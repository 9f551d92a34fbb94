public import Dispatch
import Glibc

/// Calls a closure on a queue whenever a descriptor has something to read.
///
/// Level-triggered: what the closure leaves unread calls it again. It watches a duplicate of the descriptor, so the
/// socket may be closed before or after it; the closure is never called once `cancel` has returned on the queue itself.
/// Not `Sendable`: its owner, an actor on `queue`, resumes, suspends and cancels it.
public final class ReadinessSource {
    private let source: any DispatchSourceRead
    private var isSuspended = true
    private var isCancelled = false

    /// Begins suspended; `onReadable` runs on `queue` after `resume()`. Throws EMFILE when no descriptor is left.
    public init(
        descriptor: Int32, queue: DispatchQueue, onReadable: @escaping @Sendable () -> Void
    ) throws(PlatformError) {
        let watched = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard watched >= 0 else { throw PlatformError("watch descriptor", String(descriptor), code: errno) }
        source = DispatchSource.makeReadSource(fileDescriptor: watched, queue: queue)
        source.setEventHandler(handler: onReadable)
        source.setCancelHandler(handler: { @Sendable in _ = close(watched) })
    }

    deinit { cancel() }

    /// Lets calls through; without effect if they already are or after `cancel()`.
    public func resume() {
        guard isSuspended, !isCancelled else { return }
        isSuspended = false
        source.resume()
    }

    /// Holds calls back until `resume()`: what arrives waits in the kernel, whose limit drops and counts the rest.
    public func suspend() {
        guard !isSuspended, !isCancelled else { return }
        isSuspended = true
        source.suspend()
    }

    /// Ends it for good.
    public func cancel() {
        guard !isCancelled else { return }
        isCancelled = true
        source.cancel()
        // A suspended source would never deliver its cancellation, and releasing one traps.
        if isSuspended { source.resume() }
    }
}
