import Glibc

/// Good random numbers, fetched from the kernel 32 at a time: one by one each costs a system call.
public struct PooledRandomNumbers: RandomNumberGenerator {
    private var pool: [UInt64] = []
    private var system = SystemRandomNumberGenerator()

    public init() {}

    /// One that nobody had before, and that nobody can guess.
    public mutating func next() -> UInt64 {
        if pool.isEmpty { fill() }
        return pool.removeLast()
    }

    private mutating func fill() {
        // 256 bytes are the most that one call gives, and whole (man 3 getentropy).
        pool = Array(repeating: 0, count: 32)
        let result = unsafe pool.withUnsafeMutableBytes { unsafe getentropy($0.baseAddress, $0.count) }
        // Only a kernel without the call refuses it.
        if result != 0 { pool = pool.map { _ in system.next() } }
    }
}
