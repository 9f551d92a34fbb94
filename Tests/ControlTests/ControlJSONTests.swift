import Control
import Model
import Testing

@Suite struct ControlJSONTests {
    @Test func `a board comes back as it was`() throws {
        var board = SampleBoard.board
        board.interval = .milliseconds(1500)
        let bytes = try ControlJSON.encode(board)
        #expect(try ControlJSON.decode(Board.self, from: bytes) == board)
    }

    @Test func `durations are seconds and times ISO 8601`() throws {
        let text = String(decoding: try ControlJSON.encode(SampleBoard.board), as: UTF8.self)
        #expect(text.contains("\"intervalSeconds\":60,"))
        #expect(text.contains("\"time\":\"2026-11-23T10:16:04.000Z\""))
    }

    @Test func `what was learnt of a host and what is to be mended come back as they were`() throws {
        let engine = EngineID([0x80, 0x00, 0x1F, 0x88, 0x04])
        let light = try #require(SampleBoard.board.hosts.first)
        var detail = HostDetail(
            light: light, checks: [],
            polled: .init(
                interval: .seconds(60), ping: .seconds(5), last: nil, cost: VisitCost(), credential: "safe",
                version: "SNMPv3",
                manners: Manners(
                    get: .init(bindings: 12), gapMilliseconds: 50,
                    engine: .init(id: engine, boots: 3, time: 60, asOf: SampleBoard.now))),
            findings: [
                .sharedEngine(engine: engine, with: ["sw-2"]),
                .changedEngine(from: EngineID([1, 2, 3, 4, 5]), to: engine, since: SampleBoard.now),
            ])
        let bytes = try ControlJSON.encode(detail)
        #expect(try ControlJSON.decode(HostDetail.self, from: bytes) == detail)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("\"sharedEngine\":{\"engine\":\"80001f8804\",\"with\":[\"sw-2\"]}"))
        #expect(text.contains("\"version\":\"SNMPv3\""))

        detail.findings = nil
        detail.polled?.manners = nil
        let bare = String(decoding: try ControlJSON.encode(detail), as: UTF8.self)
        #expect(!bare.contains("findings"))
        #expect(!bare.contains("manners"))
        #expect(try ControlJSON.decode(HostDetail.self, from: Array(bare.utf8)) == detail)
    }

    @Test func `a device's text steers no terminal of people who use curl`() throws {
        let hostile = "a\u{1B}[2J\u{9B}31m\u{202E}\u{7F}\u{E0041}ä"
        let bytes = try ControlJSON.encode([hostile])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.visible() == text)
        #expect(text.hasSuffix("ä\"]"))
        #expect(try ControlJSON.decode([String].self, from: bytes) == [hostile])
    }

    @Test func `numbers that JSON has no word for come through`() throws {
        let bytes = try ControlJSON.encode([Double.nan, .infinity, -.infinity, 0.1])
        let back = try ControlJSON.decode([Double].self, from: bytes)
        #expect(back[0].isNaN)
        #expect(Array(back[1...]) == [.infinity, -.infinity, 0.1])
    }

    @Test func `what is missing is named with its place`() {
        #expect(throws: ControlError.malformed("StatusReply: board: sequence is missing")) {
            try ControlJSON.decode(StatusReply.self, from: Array("{\"board\": {}, \"text\": []}".utf8))
        }
    }

    @Test(arguments: ["1e300", "-1e300", "1e10"])
    func `an absurd interval is refused`(seconds: String) throws {
        let text = String(decoding: try ControlJSON.encode(SampleBoard.board), as: UTF8.self)
            .replacing("\"intervalSeconds\":60", with: "\"intervalSeconds\":\(seconds)")
        #expect(throws: ControlError.self) { try ControlJSON.decode(Board.self, from: Array(text.utf8)) }
    }
}

@Suite struct ControlPathTests {
    @Test(arguments: ["kuusela-sw2", "ä ö/?&=%", "", "100%"])
    func `a name in a path comes back as it was`(name: String) {
        let path = ControlPath.path("/v1/hosts", name)
        let encoded = String(path.dropFirst("/v1/hosts/".count))
        #expect(encoded.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") })
        #expect(ControlPath.component(encoded) == name)
    }

    @Test(arguments: ["%", "%4", "%zz", "%+1", "%ff"])
    func `what is not percent-encoded UTF-8 is no name`(encoded: String) {
        #expect(ControlPath.component(encoded) == nil)
    }

    @Test func `only parameters that are given are asked`() {
        #expect(ControlPath.path("/v1/events", [("host", nil), ("limit", "5")]) == "/v1/events?limit=5")
        #expect(ControlPath.path("/v1/events", [("host", nil)]) == "/v1/events")
    }
}

@Suite struct NearestNamesTests {
    private let names = ["kuusela-sw1", "kuusela-sw2", "kanerva-rtr", "sql-1", "ÄIJÄLÄ"]

    @Test(arguments: [
        ("kuusela-sw3", ["kuusela-sw1", "kuusela-sw2"]), ("KUUSELA-SW2", ["kuusela-sw2", "kuusela-sw1"]),
        ("sql1", ["sql-1"]), ("kanevra-rtr", ["kanerva-rtr"]), ("rtr", ["kanerva-rtr"]), ("äijälä", ["ÄIJÄLÄ"]),
        ("printer", []), ("", []),
    ])
    func `names are found in spite of slips`(typed: String, expected: [String]) {
        #expect(NearestNames.of(typed, among: names) == expected)
    }
}
