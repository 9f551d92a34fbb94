public import Model

/// One round of delivery: takes what is due, writes it, hands it over, and tells the outbox how it went.
public struct AlertRun: Sendable {
    /// The outbox, wherever it is kept.
    public struct Queue: Sendable {
        /// As many rows as can be delivered while they are this run's; none when nothing is due any more.
        public var claim: @Sendable () throws -> [OutboxRow]
        public var confirm: @Sendable (OutboxRow.ID) throws -> Void
        /// Gives a row back, to be tried again at that time; a failure is counted.
        public var postpone: @Sendable (OutboxRow.ID, Timestamp) throws -> Void
        /// Gives a row back untried.
        public var release: @Sendable (OutboxRow.ID) throws -> Void

        public init(
            claim: @escaping @Sendable () throws -> [OutboxRow],
            confirm: @escaping @Sendable (OutboxRow.ID) throws -> Void,
            postpone: @escaping @Sendable (OutboxRow.ID, Timestamp) throws -> Void,
            release: @escaping @Sendable (OutboxRow.ID) throws -> Void
        ) {
            self.claim = claim
            self.confirm = confirm
            self.postpone = postpone
            self.release = release
        }
    }

    /// What became of the rows.
    public struct Summary: Sendable, Hashable {
        public var delivered = 0
        public var failures: [Failure] = []

        public struct Failure: Sendable, Hashable {
            public var incident: Incident.Number
            public var error: ChannelError
            public var nextAttempt: Timestamp
        }
    }

    private let writer: MessageWriter
    private let channel: any Channel

    public init(writer: MessageWriter, channel: any Channel) {
        self.writer = writer
        self.channel = channel
    }

    /// Delivers all that is due, in order. After a failure the later messages about the same incident wait with it;
    /// others of the same claim go on, the rest is the next run's. Errors of the queue end the run: what was claimed
    /// and not confirmed comes again.
    ///
    /// - Parameter now: Read anew for every message.
    public func deliver(from queue: Queue, now: @Sendable () -> Timestamp) async throws -> Summary {
        var summary = Summary()
        while summary.failures.isEmpty {
            let rows = try queue.claim()
            if rows.isEmpty { break }
            try await deliver(rows, from: queue, now: now, into: &summary)
        }
        return summary
    }

    private func deliver(
        _ rows: [OutboxRow], from queue: Queue, now: @Sendable () -> Timestamp, into summary: inout Summary
    ) async throws {
        var waiting: Set<Incident.Number> = []
        for row in rows {
            let number = row.notice.incident.number
            guard !waiting.contains(number) else {
                try queue.release(row.id)
                continue
            }
            do throws(ChannelError) {
                try await channel.deliver(writer.message(for: row.notice, now: now()))
            } catch {
                let nextAttempt = now() + Self.pause(afterFailures: row.failures + 1)
                try queue.postpone(row.id, nextAttempt)
                waiting.insert(number)
                summary.failures.append(
                    Summary.Failure(incident: number, error: error, nextAttempt: nextAttempt))
                continue
            }
            try queue.confirm(row.id)
            summary.delivered += 1
        }
    }

    /// One minute, then twice as long each time, at most an hour.
    static func pause(afterFailures count: Int) -> Duration {
        .seconds(min(3600, 60 << Int64(min(max(count - 1, 0), 6))))
    }
}
