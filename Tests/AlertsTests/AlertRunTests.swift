import Model
import Synchronization
import Testing

@testable import Alerts

/// An outbox in memory that writes down what is done to it.
private final class MemoryOutbox: Sendable {
    private let rows: Mutex<[OutboxRow]>
    private let share: Int
    private let log = Mutex<[String]>([])

    /// - Parameter share: How many rows one claim gets.
    init(_ notices: [Notice], failures: Int = 0, share: Int = 100) {
        rows = Mutex(notices.enumerated().map { OutboxRow(id: Int64($0 + 1), notice: $1, failures: failures) })
        self.share = share
    }

    var entries: [String] { log.withLock { $0 } }

    private func note(_ entry: String) { log.withLock { $0.append(entry) } }

    private func claim() -> [OutboxRow] {
        rows.withLock { rows in
            defer { rows.removeFirst(min(share, rows.count)) }
            return Array(rows.prefix(share))
        }
    }

    var queue: AlertRun.Queue {
        AlertRun.Queue(
            claim: { self.claim() }, confirm: { self.note("confirm \($0)") },
            postpone: { self.note("postpone \($0) by \(($1 - .fault).components.seconds) s") },
            release: { self.note("release \($0)") })
    }
}

@Suite struct `A round of delivery` {
    private let writer = MessageWriter(wording: .inHelsinki(.english))

    /// Prints into memory, but not messages whose subject contains `refused`.
    private func channel(into printed: PrintedText, refused: String? = nil) -> PrintChannel {
        PrintChannel { (text) throws(ChannelError) in
            if let refused, text.contains(refused) { throw ChannelError(problem: "it is full", remedy: "empty it") }
            printed.text.withLock { $0 += text }
        }
    }

    final class PrintedText: Sendable {
        let text = Mutex("")
        var value: String { text.withLock { $0 } }
    }

    @Test func `prints what is due in order and confirms it`() async throws {
        let outbox = MemoryOutbox([.disk(.began, after: .zero), .disk(.ended, after: .seconds(600))])
        let printed = PrintedText()
        let summary = try await AlertRun(writer: writer, channel: channel(into: printed))
            .deliver(from: outbox.queue) { .fault + .seconds(601) }
        #expect(summary.delivered == 2)
        #expect(outbox.entries == ["confirm 1", "confirm 2"])
        #expect(printed.value.hasPrefix("[RED] Town hall: srv-1 disk C: 97 %"))
        #expect(printed.value.contains("\n\n[OK] Town hall: srv-1 disk C: is good (lasted 10 min)\n"))
    }

    @Test func `claims again until nothing is due`() async throws {
        let outbox = MemoryOutbox([.disk(.began, after: .zero), .disk(.ended, after: .seconds(600))], share: 1)
        let summary = try await AlertRun(writer: writer, channel: channel(into: PrintedText()))
            .deliver(from: outbox.queue) { .fault + .seconds(601) }
        #expect(summary.delivered == 2)
        #expect(outbox.entries == ["confirm 1", "confirm 2"])
    }

    @Test func `is silent when nothing is due`() async throws {
        let printed = PrintedText()
        let summary = try await AlertRun(writer: writer, channel: channel(into: printed))
            .deliver(from: MemoryOutbox([]).queue) { .fault }
        #expect(printed.value.isEmpty)
        #expect(summary == AlertRun.Summary())
    }

    @Test func `what fails is tried again later, its end waits with it, others go on`() async throws {
        let outbox = MemoryOutbox([
            .disk(.began, after: .zero), .disk(.ended, after: .seconds(600)), .line(.began, after: .zero),
        ])
        let printed = PrintedText()
        let summary = try await AlertRun(writer: writer, channel: channel(into: printed, refused: "srv-1"))
            .deliver(from: outbox.queue) { .fault }
        #expect(outbox.entries == ["postpone 1 by 60 s", "release 2", "confirm 3"])
        #expect(summary.delivered == 1)
        #expect(summary.failures.map(\.incident) == [1483])
        #expect(summary.failures.map(\.error.description) == ["it is full; empty it"])
    }

    @Test(arguments: [(1, 60), (2, 120), (3, 240), (6, 1920), (7, 3600), (8, 3600), (1000, 3600)] as [(Int, Int64)])
    func `the pause doubles up to an hour`(failures: Int, seconds: Int64) {
        #expect(AlertRun.pause(afterFailures: failures) == .seconds(seconds))
    }
}
