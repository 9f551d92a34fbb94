import Model
import SNMP

/// What becomes of requests and answers on the way: decides, and sends nothing itself.
struct FaultyLine: Sendable {
    /// One in so many answers is corrupted while garbage is sent.
    static let corruptedOneIn: UInt64 = 8

    let faults: Faults
    private var draws: UInt64 = 0

    init(_ faults: Faults) {
        self.faults = faults
    }

    /// Whether the next datagram is lost; for a request and for its answer there is a draw each.
    mutating func loses() -> Bool {
        guard faults.lossPercent > 0 else { return false }
        return Chance.fraction(faults.seed, draw()) * 100 < faults.lossPercent
    }

    /// The datagrams that go out for an answer, none if it vanishes.
    mutating func datagrams(for answer: [UInt8]) -> [[UInt8]] {
        if let limit = faults.dropOver, answer.count > limit { return [] }
        var answer = answer
        if faults.isTruncating { answer.removeLast(answer.count - answer.count / 2) }
        guard faults.isSendingGarbage else { return [answer] }
        let garbage = random(below: 2) == 0 ? randomOctets() : foreignAnswer()
        if random(below: FaultyLine.corruptedOneIn) == 0, !answer.isEmpty {
            // Never zero: that would leave it sound.
            answer[Int(random(below: UInt64(answer.count)))] ^= UInt8(random(below: 255) + 1)
        }
        return [garbage, answer]
    }

    private mutating func randomOctets() -> [UInt8] {
        let count = Int(random(below: 300))
        return (0..<count).map { _ in UInt8(random(below: 256)) }
    }

    /// A sound answer that nobody has asked for: its request identifier is a random one.
    private mutating func foreignAnswer() -> [UInt8] {
        let binding = VariableBinding(name: [1, 3, 6, 1, 2, 1, 1, 5, 0], value: .text("stranger"))
        let pdu = PDU(
            operation: .response, requestID: Int32(truncatingIfNeeded: random(below: .max)), bindings: [binding])
        return CommunityMessage(version: .v2c, community: Array("public".utf8), pdu: pdu).encoded()
    }

    private mutating func random(below limit: UInt64) -> UInt64 { Chance.bits(faults.seed, draw()) % limit }

    private mutating func draw() -> UInt64 {
        draws += 1
        return draws
    }
}
