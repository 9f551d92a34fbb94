import Dispatch
import Glibc
import Synchronization

/// A thread that runs one actor's jobs and waits for its descriptors and its deadline in a single poll(2).
///
/// Cheaper than a queue with sources where datagrams come one by one: a wake-up costs two context switches instead of
/// eight. Everything but `enqueue` is called by the actor itself, on the loop's thread. The thread ends when the loop is
/// released, which its actor does when it goes.
public final class EventLoop: SerialExecutor {
    private let core: Core

    /// - Parameter label: What debuggers show, by habit the actor's name.
    /// - Throws: EMFILE when no descriptors are left for its wake-up pipe.
    public init(label: String) throws(PlatformError) {
        core = try Core()
        let queue = DispatchQueue(label: label)
        // Ends when `deinit` says so: the block holds the core, not the loop.
        queue.async { @Sendable [core] in core.run() }
    }

    deinit {
        core.end()
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = unsafe asUnownedSerialExecutor()
        core.put { unsafe job.runSynchronously(on: executor) }
    }

    /// What `assumeIsolated` asks in closures that the loop calls.
    public func checkIsolated() {
        precondition(core.isCurrent, "not on the thread of this loop")
    }

    /// Calls `onReadable` on the loop's thread whenever the descriptor has something to read, until `unwatch`.
    ///
    /// Level-triggered: what the closure leaves unread calls it again.
    public func watch(_ descriptor: Int32, onReadable: @escaping @Sendable () -> Void) {
        core.change { $0.watched.append((descriptor, onReadable)) }
    }

    /// Ends `watch`; to be called before the descriptor is closed.
    public func unwatch(_ descriptor: Int32) {
        core.change { $0.watched.removeAll { $0.descriptor == descriptor } }
    }

    /// Calls `onTime` once at the moment, in nanoseconds of the monotonic clock; replaces the one set before.
    ///
    /// - Parameter gathering: Several datagrams are expected: those that arrive within 10 ms after a wake-up share the
    ///   next one, which costs more than they do. Round trips do not suffer, the kernel stamps them.
    public func wake(at moment: Int64?, gathering: Bool = false, _ onTime: @escaping @Sendable () -> Void) {
        core.change { state in
            state.deadline = moment.map { ($0, onTime) }
            state.isGathering = gathering
        }
    }
}

/// What the thread and the loop share.
// The closures are put in by the actor and called on the loop's thread; the mutex orders the two.
private final class Core: Sendable {
    struct State {
        var jobs: [@Sendable () -> Void] = []
        var watched: [(descriptor: Int32, onReadable: @Sendable () -> Void)] = []
        var deadline: (moment: Int64, onTime: @Sendable () -> Void)?
        var isGathering = false
        var isWaiting = false
        var hasEnded = false
    }

    /// How long datagrams are gathered after a wake-up.
    private static let pace: Int64 = 10_000_000

    private let state = Mutex(State())
    private let thread = Mutex<pthread_t?>(nil)
    private let (reader, writer): (Int32, Int32)

    init() throws(PlatformError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw PlatformError("make", "pipe", code: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (reader, writer) = (ends[0], ends[1])
    }

    deinit {
        _ = close(reader)
        _ = close(writer)
    }

    var isCurrent: Bool { thread.withLock { $0 } == pthread_self() }

    func put(_ job: @escaping @Sendable () -> Void) {
        change { $0.jobs.append(job) }
    }

    func end() {
        change { $0.hasEnded = true }
    }

    /// Changes the state, and has the thread look at it if it waits.
    func change(_ body: (inout State) -> Void) {
        let wasWaiting = state.withLock { state in
            body(&state)
            defer { state.isWaiting = false }
            return state.isWaiting
        }
        guard wasWaiting else { return }
        var byte: UInt8 = 1
        // A full pipe wakes as well as one byte more would.
        _ = unsafe write(writer, &byte, 1)
    }

    func run() {
        thread.withLock { $0 = pthread_self() }
        var lastWake: Int64 = 0
        while true {
            let (jobs, watched, deadline, hasEnded) = state.withLock { state in
                let jobs = state.jobs
                state.jobs = []
                state.isWaiting = jobs.isEmpty && !state.hasEnded
                return (jobs, state.watched, state.deadline, state.hasEnded)
            }
            if hasEnded { return }
            if !jobs.isEmpty {
                jobs.forEach { $0() }
                continue
            }
            wait(for: watched, until: deadline?.moment, lastWake: &lastWake)
            takePassedDeadline()?()
        }
    }

    /// What is to be called if the deadline has passed. It is looked at anew: what was readable may have replaced it.
    private func takePassedDeadline() -> (@Sendable () -> Void)? {
        let now = SystemClock.monotonicNanoseconds()
        return state.withLock { state in
            guard let deadline = state.deadline, now >= deadline.moment else { return nil }
            state.deadline = nil
            return deadline.onTime
        }
    }

    /// One poll(2), and the closures of what it found readable.
    private func wait(
        for watched: [(descriptor: Int32, onReadable: @Sendable () -> Void)], until moment: Int64?,
        lastWake: inout Int64
    ) {
        let early = lastWake + Core.pace - SystemClock.monotonicNanoseconds()
        if early > 0, state.withLock({ $0.isGathering }) {
            var pause = timespec(tv_sec: 0, tv_nsec: Int(early))
            _ = unsafe nanosleep(&pause, nil)
        }
        var descriptors = [pollfd(fd: reader, events: Int16(POLLIN), revents: 0)]
        descriptors += watched.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        var timeout = -1 as Int32
        if let moment {
            let left = moment - SystemClock.monotonicNanoseconds()
            timeout = left <= 0 ? 0 : Int32(clamping: (left + 999_999) / 1_000_000)
        }
        _ = unsafe poll(&descriptors, nfds_t(descriptors.count), timeout)
        state.withLock { $0.isWaiting = false }
        lastWake = SystemClock.monotonicNanoseconds()
        if descriptors[0].revents != 0 { drain() }
        for (place, entry) in watched.enumerated() where descriptors[place + 1].revents != 0 {
            // The call before may have ended this one's watch.
            let isWatched = state.withLock { $0.watched.contains { $0.descriptor == entry.descriptor } }
            if isWatched { entry.onReadable() }
        }
    }

    private func drain() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while unsafe read(reader, &bytes, bytes.count) == bytes.count {}
    }
}
