/// Why a stored row cannot be read.
struct RowError: Error, Hashable {
    enum Problem: Hashable {
        case truncated, outOfRange, unknownVersion, wrongChecksum, trailingBytes, wrongReference
    }

    var problem: Problem
    /// Bytes into the row.
    var offset: Int

    init(_ problem: Problem, offset: Int) {
        self.problem = problem
        self.offset = offset
    }
}
