import Testing

@testable import Polling

struct SharedValuesTests {
    private func storage(_ values: [Int]) -> UnsafePointer<Int>? {
        values.withUnsafeBufferPointer { $0.baseAddress }
    }

    @Test func `equal values take the memory of one`() {
        var values = SharedValues<[Int]>()
        let first = values.shared((0..<100).map { $0 })
        let second = values.shared((0..<100).map { $0 })
        #expect(first == second)
        #expect(storage(first) == storage(second))
        #expect(storage(values.shared([1])) != storage(first))
    }

    @Test func `ever new values are not kept for ever`() {
        var values = SharedValues<[Int]>()
        let first = values.shared([0])
        for number in 1...600 { _ = values.shared([number]) }
        #expect(storage(values.shared(Array(0..<1))) != storage(first))
    }
}
