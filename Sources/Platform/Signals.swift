internal import CLinux
import Dispatch
import Glibc

/// The signals that ask something of a running program.
public enum Signal: Int32, Hashable, Sendable, CaseIterable {
    /// SIGHUP: read the configuration again.
    case reload = 1
    /// SIGINT.
    case interrupt = 2
    /// SIGTERM.
    case terminate = 15
    /// SIGWINCH: the terminal has another size.
    case windowChange = 28
}

/// Signals as a stream, from the moment this returns until the task that reads it ends.
///
/// They no longer have their own effect, and are ignored once the stream has ended. One stream at a time for each
/// signal. Signals of one kind that come faster than they are read may be told as one, as the kernel does. Throws
/// EMFILE.
public func signalStream(_ signals: Set<Signal>) throws(PlatformError) -> AsyncStream<Signal> {
    let (stream, continuation) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(16))
    var subscriptions: [SignalSubscription] = []
    for signal in signals {
        subscriptions.append(try SignalSubscription(to: signal) { @Sendable in _ = continuation.yield(signal) })
    }
    continuation.onTermination = { @Sendable [subscriptions] _ in
        for subscription in subscriptions { subscription.cancel() }
    }
    return stream
}

// Sendable: constants only, and a dispatch source may be cancelled from any thread.
private final class SignalSubscription: @unchecked Sendable {
    private let signal: Signal
    private let source: any DispatchSourceRead

    init(to signal: Signal, onSignal: @escaping @Sendable () -> Void) throws(PlatformError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw PlatformError("listen for signals", code: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        let (reader, writer) = (ends[0], ends[1])
        self.signal = signal
        source = DispatchSource.makeReadSource(fileDescriptor: reader, queue: DispatchQueue(label: "signals"))
        source.setEventHandler(handler: { @Sendable in
            var bytes: [UInt8] = []
            if appendRead(reader, to: &bytes, atMost: 64) > 0 { onSignal() }
        })
        source.setCancelHandler(handler: { @Sendable in
            _ = close(reader)
            _ = close(writer)
        })
        source.resume()
        // Cannot fail: all cases of `Signal` may be caught (man 2 sigaction).
        _ = clinux_signal_to(signal.rawValue, writer)
    }

    func cancel() {
        _ = clinux_signal_to(signal.rawValue, -1)
        source.cancel()
    }
}
