import Control
import Model
import Testing

@Suite struct BoardChangeTests {
    private func next(after board: Board, _ edit: (inout Board) -> Void) -> Board {
        var next = board
        next.sequence += 1
        next.time = board.time + .seconds(1)
        edit(&next)
        return next
    }

    @Test func `a change leads from one board to the next`() throws {
        let new = next(after: SampleBoard.board) {
            $0.hosts[0] = SampleBoard.light("kuusela-sw1", .grey)
            $0.incidents = []
            $0.notices = ["reload failed"]
            $0.freshness.fresh = 2
        }

        let change = try #require(BoardChange(from: SampleBoard.board, to: new))
        var board = SampleBoard.board

        let applied = board.apply(change)
        #expect(change.hosts.map(\.id) == ["kuusela-sw1"])
        #expect(applied)
        #expect(board == new)
    }

    @Test func `what did not change is not sent`() throws {
        let change = try #require(BoardChange(from: SampleBoard.board, to: next(after: SampleBoard.board) { _ in }))
        #expect(change.hosts.isEmpty)
        #expect(change.incidents == nil)
        #expect(change.notices == nil)
    }

    @Test func `other hosts, sites or titles need the whole board`() {
        let edits: [(inout Board) -> Void] = [
            { $0.hosts.removeLast() }, { $0.hosts.swapAt(0, 1) }, { $0.sites[0].name = "School" },
            { $0.title = "City" },
            { $0.interval = .seconds(30) },
        ]
        for edit in edits {
            #expect(BoardChange(from: SampleBoard.board, to: next(after: SampleBoard.board, edit)) == nil)
        }
    }

    @Test func `a change that does not follow is refused and leaves the board alone`() throws {
        let second = next(after: next(after: SampleBoard.board) { _ in }) { $0.incidents = [] }
        var change = try #require(BoardChange(from: SampleBoard.board, to: second))
        change.previous += 1
        var board = SampleBoard.board
        let applied = board.apply(change)
        #expect(!applied)
        #expect(board == SampleBoard.board)
    }

    @Test func `a change of a host that is not on the board is refused`() throws {
        var change = try #require(BoardChange(from: SampleBoard.board, to: next(after: SampleBoard.board) { _ in }))
        change.hosts = [SampleBoard.light("kuusela-sw1", .red), SampleBoard.light("stranger", .red)]
        var board = SampleBoard.board
        let applied = board.apply(change)
        #expect(!applied)
        #expect(board == SampleBoard.board)
    }

    @Test func `many changes as one lead where they lead one by one`() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SplitMix(state: seed)
        for _ in 0..<200 {
            var board = SampleBoard.board
            var together: BoardChange?
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let new = next(after: board) { board in
                    let place = Int.random(in: board.hosts.indices, using: &random)
                    board.hosts[place].status = Status.allCases.randomElement(using: &random) ?? .red
                    if Bool.random(using: &random) { board.incidents.append(SampleBoard.incident(board.sequence, "x")) }
                    if Bool.random(using: &random) { board.notices = ["\(board.sequence)"] }
                }
                let change = try #require(BoardChange(from: board, to: new))
                if let first = together {
                    together = first.followed(by: change)
                } else {
                    together = change
                }
                board = new
            }
            var jumped = SampleBoard.board
            let applied = jumped.apply(try #require(together, "seed \(seed)"))
            #expect(applied, "seed \(seed)")
            #expect(jumped == board, "seed \(seed)")
        }
    }

    @Test func `changes with a gap between them do not make one`() throws {
        let change = try #require(BoardChange(from: SampleBoard.board, to: next(after: SampleBoard.board) { _ in }))
        #expect(change.followed(by: change) == nil)
    }
}
