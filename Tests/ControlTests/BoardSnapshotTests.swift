import Control
import Foundation
import Model
import TestSupport
import Testing

@Suite struct BoardSnapshotTests {
    /// What is read of a file with these bytes.
    private func read(_ bytes: [UInt8]) async throws -> Board? {
        var board: Board?
        try await withDirectory { directory in
            let path = directory + BoardSnapshot.fileName
            try Data(bytes).write(to: URL(filePath: path))
            board = try BoardSnapshot.read(path: path)
        }
        return board
    }

    @Test func `a board comes back as it was`() async throws {
        var encoder = BoardSnapshot.Encoder()
        let board = Board.sample()
        let bytes = try encoder.encode(board)
        #expect(try await read(bytes) == board)
    }

    @Test func `one board after another comes back, whatever changed in between`() async throws {
        var encoder = BoardSnapshot.Encoder()
        var board = Board.sample()
        let changes: [(inout Board) -> Void] = [
            { $0.hosts[0].evidence = $0.time + .seconds(60) },
            { $0.hosts[1].evidence = nil },
            { $0.hosts[3].status = .yellow },
            { $0.incidents.removeFirst() },
            { $0.incidents = [] },
            { $0.hosts.removeFirst() },
            { $0.hosts += Board.sample().hosts.reversed() },
            { $0.incidents = Board.sample().incidents.reversed() },
            { $0.hosts = [] },
        ]
        for (number, change) in changes.enumerated() {
            change(&board)
            board.sequence += 1
            let bytes = try encoder.encode(board)
            #expect(try await read(bytes) == board, "change \(number)")
        }
    }

    @Test func `a file that was cut off anywhere is no board`() async throws {
        var encoder = BoardSnapshot.Encoder()
        let bytes = try encoder.encode(Board.sample())
        // The end of the last line is not needed.
        for length in 0..<bytes.count - 1 {
            await #expect(throws: ControlError.self) { try await read(Array(bytes[..<length])) }
        }
    }

    @Test func `where there is no file there is no board`() async throws {
        #expect(try BoardSnapshot.read(path: "/nowhere/" + BoardSnapshot.fileName) == nil)
    }
}
