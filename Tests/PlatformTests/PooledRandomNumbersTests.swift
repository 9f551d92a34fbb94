import Platform
import Testing

struct PooledRandomNumbersTests {
    @Test func `no number comes twice, within a pool, from pool to pool or from another generator`() {
        var numbers: [UInt64] = []
        for _ in 0..<2 {
            var generator = PooledRandomNumbers()
            for _ in 0..<200 { numbers.append(generator.next()) }
        }
        #expect(Set(numbers).count == 400)
    }
}
