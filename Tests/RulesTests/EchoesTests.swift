import Model
import Testing

@testable import Rules

struct EchoesTests {
    /// Echoes of intervals, each `(sent, received)`, oldest first.
    private func echoes(_ intervals: [(Int, Int)]) -> Echoes {
        var echoes = Echoes()
        for (place, (sent, received)) in intervals.enumerated() {
            let time = Timestamp(seconds: Int64(1000 + place * 60))
            echoes.take(
                EchoReport(host: "a", time: time, sent: sent, received: received, average: received > 0 ? 900 : nil),
                isOutage: false)
        }
        return echoes
    }

    @Test func `one lost echo of a host that is rarely asked is no bad line`() {
        #expect(echoes([(1, 1), (1, 1), (1, 0)]).loss == 5)
        #expect(echoes(Array(repeating: (1, 1), count: 30) + [(2, 1)]).loss.map { $0 <= 5 } == true)
    }

    @Test func `a line that loses a third of its echoes is told so`() {
        #expect(echoes(Array(repeating: (12, 8), count: 5)).loss.map { abs($0 - 33.3) < 0.1 } == true)
        #expect(echoes(Array(repeating: (1, 1), count: 14) + Array(repeating: (1, 0), count: 6)).loss == 30)
    }

    @Test func `what is long past no longer counts`() {
        #expect(echoes(Array(repeating: (12, 0), count: 10) + Array(repeating: (12, 12), count: 5)).loss == 0)
    }

    @Test func `what is lost by chance is no trouble, what is lost for sure is`() throws {
        // Five of sixty: 8 % were lost, 3 % are sure. Twelve: 20 %, of which 10 %.
        #expect(try #require(echoes(Array(repeating: (12, 11), count: 5)).sureLoss) < 4)
        let fifth = try #require(echoes(Array(repeating: (10, 8), count: 6)).sureLoss)
        #expect(fifth > 10 && fifth < 12)
        #expect(try #require(echoes(Array(repeating: (12, 0), count: 5)).sureLoss) > 90)
        #expect(echoes(Array(repeating: (12, 12), count: 5)).sureLoss == 0)
        #expect(echoes([]).sureLoss == nil)
    }

    @Test func `nothing sent is no loss`() {
        #expect(echoes([]).loss == nil)
    }
}
