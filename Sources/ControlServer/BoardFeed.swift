import Control
import Model
import ServiceLifecycle

/// Brings the source's updates to all who read the stream.
actor BoardFeed: Service {
    /// How many may read at the same time.
    static let readerLimit = 64
    static let heartbeat = Duration.seconds(2)

    private struct Reader {
        var pending: PendingUpdate
        var bell: AsyncStream<Void>.Continuation
    }

    private let source: any ControlSource
    private var board: Board?
    private var readers: [Int: Reader] = [:]
    private var nextReader = 0
    private var isFinished = false

    init(source: any ControlSource) {
        self.source = source
    }

    /// Carries updates and heartbeats until the source ends or the service is stopped.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            await self.carry()
        }
        finish()
    }

    private func carry() async {
        await withDiscardingTaskGroup { group in
            // Ended by `cancelAll` below, at the latest with the task that runs this.
            group.addTask { await self.beat() }
            for await update in await source.changes() {
                await take(update)
            }
            group.cancelAll()
        }
    }

    /// Ends all streams; who comes later gets none.
    private func finish() {
        isFinished = true
        for reader in readers.values { reader.bell.finish() }
    }

    /// Whether one more may read.
    var hasRoom: Bool { readers.count < Self.readerLimit && !isFinished }

    /// A reader's place: a bell that rings when something waits for it, and ends with the feed.
    func enter() -> (reader: Int, bell: AsyncStream<Void>) {
        let (bell, ringer) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = nextReader
        nextReader += 1
        readers[number] = Reader(pending: PendingUpdate(), bell: ringer)
        if isFinished { ringer.finish() }
        if let board {
            add(.full(board), to: number, board: board)
        }
        return (number, bell)
    }

    /// Gives the place up.
    func leave(_ reader: Int) {
        readers[reader]?.bell.finish()
        readers[reader] = nil
    }

    /// What waits for a reader; `nil`: wait for the bell.
    func next(for reader: Int) -> BoardUpdate? {
        readers[reader]?.pending.take()
    }

    private func take(_ update: BoardUpdate) async {
        var update = update
        switch update {
        case .full(let full): board = full
        case .heartbeat: break
        case .change(let change):
            // One that a board asked for in between already held.
            if let board, change.sequence <= board.sequence { return }
            if board?.apply(change) != true {
                let full = await source.board()
                // Other updates cannot have come in between: only `run` calls this, one after the other.
                board = full
                update = .full(full)
            }
        }
        tell(update)
    }

    private func beat() async {
        // A sleep fails only by cancellation, which ends the heart with the feed.
        while (try? await Task.sleep(for: Self.heartbeat)) != nil {
            tell(.heartbeat(await source.board().time))
        }
    }

    private func tell(_ update: BoardUpdate) {
        guard let board else { return }
        for number in readers.keys { add(update, to: number, board: board) }
    }

    private func add(_ update: BoardUpdate, to number: Int, board: Board) {
        readers[number]?.pending.add(update, board: board)
        readers[number]?.bell.yield()
    }
}
