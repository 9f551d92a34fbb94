import Model
import Testing

@testable import Polling

struct DecodingTests {
    private func decoding(_ factor: Decoding.Factor, missing: [Int64] = []) -> Decoding {
        Decoding(factor: factor, missing: missing)
    }

    @Test func `integers stay integers`() {
        #expect(decoding(.one).value(integer: Int64.max) == .integer(.max))
        #expect(decoding(.times(4096)).value(integer: 3) == .integer(12288))
        #expect(decoding(.real(0.1)).value(integer: 235) == .real(23.5))
    }

    @Test func `a product beyond 64 bits becomes a real instead of a trap`() {
        #expect(decoding(.times(4096)).value(integer: Int64.max) == .real(Double(Int64.max) * 4096))
    }

    @Test(arguments: [-32768, 65535, -1])
    func `a number that means no value is missing`(raw: Int64) {
        #expect(decoding(.one, missing: [-32768, 65535, -1]).value(integer: raw) == nil)
    }

    @Test(arguments: [
        ("23.5", 23.5), ("1.2e+01", 12), ("+23.5 C", 23.5), (" -7", -7), ("42 rpm", 42),
    ])
    func `text that begins with a number is that number`(text: String, number: Double) {
        #expect(Decoding.number(inText: Array(text.utf8)) == number)
    }

    @Test(arguments: ["", "N/A", "--", "rpm 42"])
    func `other text is no number`(text: String) {
        #expect(Decoding.number(inText: Array(text.utf8)) == nil)
    }

    @Test func `powers of ten are exact where they can be`() {
        #expect(Decoding.Factor.power(of: 0) == .one)
        #expect(Decoding.Factor.power(of: 3) == .times(1000))
        #expect(Decoding.Factor.power(of: -1) == .real(0.1))
        #expect(Decoding.Factor.power(of: -9) == .real(1e-9))
        #expect(Decoding.Factor.power(of: 21) == .real(1e21))
    }

    @Test func `a 32-bit counter goes on over its wraps`() {
        var counters = NarrowCounters()
        #expect(counters.extend(4_294_967_290, place: 3) == 4_294_967_290)
        #expect(counters.extend(5, place: 3) == 4_294_967_301)
        #expect(counters.extend(6, place: 3) == 4_294_967_302)
        #expect(counters.extend(5, place: 4) == 5)
        counters.forget()
        #expect(counters.extend(7, place: 3) == 7)
    }

    @Test(
        arguments: [
            // Grows with the clock; begins anew; wraps after 497 days; is read again a little earlier by a clumsy agent.
            (before: 1000, after: 7000, seconds: 60, restarted: false),
            (before: 500_000, after: 300, seconds: 60, restarted: true),
            (before: 4_294_966_296, after: 5000, seconds: 60, restarted: false),
            (before: 4_294_966_296, after: 900_000, seconds: 60, restarted: true),
        ] as [(before: UInt32, after: UInt32, seconds: Int64, restarted: Bool)])
    func `a restart is told from the wrap of TimeTicks`(before: UInt32, after: UInt32, seconds: Int64, restarted: Bool)
    {
        var memory = HostMemory()
        let start = Timestamp(seconds: 1_000_000)
        #expect(memory.note(uptime: before, at: start) == false)
        #expect(memory.note(uptime: after, at: start + .seconds(seconds)) == restarted)
    }

    // MARK: - Texts

    @Test(
        arguments: [
            ("OK", Value.integer(1)), ("failed ", .integer(2)), ("unheard of", nil), ("", nil),
        ] as [(String, Value?)])
    func `words stand for numbers, whatever their case`(text: String, value: Value?) {
        let decoding = Decoding(factor: .one, missing: [], words: ["ok": 1, "failed": 2])
        #expect(decoding.value(text: Array(text.utf8), PatternCache()) == value)
    }

    @Test(
        arguments: [
            ("fan 3 at 1200 rpm", Value.integer(1200)), ("fan 3 at rest", nil), ("at -5.5 C", .real(-5.5)),
        ] as [(String, Value?)])
    func `a pattern finds the number in a text`(text: String, value: Value?) {
        let decoding = Decoding(factor: .one, missing: [], pattern: "at ([-0-9.]+)")
        #expect(decoding.value(text: Array(text.utf8), PatternCache()) == value)
    }

    /// Octets of BITS → the worst bit that is set: 5 is red, 0 and 9 are yellow, 1 means nothing.
    @Test(
        arguments: [
            ([], -1), ([0], -1), ([0x80], 0), ([0x40], -1), ([0x84], 5), ([0x80, 0x40], 0), ([0, 0x40], 9),
            ([4, 0x40], 5),
        ] as [([UInt8], Int64)])
    func `of several bits the worst counts`(octets: [UInt8], value: Int64) {
        let states = StateMap([
            -1: .init(name: "fine", status: .green), 0: .init(name: "low", status: .yellow),
            5: .init(name: "jammed", status: .red), 9: .init(name: "full", status: .yellow),
        ])
        let column = Column(name: "errors", kind: "sensor", class: "state", unit: .none, measure: .state)
        let field = Probe.Field(column: column, source: .objects([]), states: states, isBits: true)
        let decoding = Decoding(factor: .one, missing: [], bits: field.bits)
        #expect(decoding.value(text: octets, PatternCache()) == .integer(value))
    }
}
