import Model
import Testing

@testable import Control

@Suite struct ServerSentEventTests {
    @Test(arguments: [1, 3, 64, 100_000])
    func `updates come out as they went in, however they are cut`(size: Int) throws {
        let changed = try #require(BoardChange(from: SampleBoard.board, to: SampleBoard.board))
        let sent: [BoardUpdate] = [.full(SampleBoard.board), .change(changed), .heartbeat(SampleBoard.now)]
        let bytes = try sent.flatMap { try $0.event().encoded }

        var reader = ServerSentEventReader()
        var received: [BoardUpdate] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            for event in try reader.read(Array(bytes[start..<min(start + size, bytes.count)])) {
                received.append(try #require(try BoardUpdate(event)))
            }
        }

        #expect(received == sent)
    }

    @Test func `comments, other fields and events without data are skipped`() throws {
        var reader = ServerSentEventReader()
        let events = try reader.read(
            Array(": hello\nretry: 5\nevent: x\n\nid: 4\r\nevent:y\r\ndata:1\r\ndata: 2\r\n\r\n".utf8))
        #expect(events == [ServerSentEvent(name: "y", data: Array("1\n2".utf8))])
    }

    @Test func `an event that this version does not know is no update`() throws {
        #expect(try BoardUpdate(ServerSentEvent(name: "fireworks", data: [])) == nil)
    }

    @Test func `an event with broken data says what is wrong with it`() {
        let event = ServerSentEvent(name: "heartbeat", data: Array("{\"time\": \"now\"}".utf8))
        #expect(throws: ControlError.malformed("Heartbeat: time: now is no UTC time like 2026-11-23T10:16:04.123Z")) {
            try BoardUpdate(event)
        }
    }
}
