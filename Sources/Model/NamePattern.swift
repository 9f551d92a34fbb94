/// A pattern over names in which `*` stands for any characters, also none: `kuusela-*`, `D:*`.
public struct NamePattern: Sendable, Hashable {
    public var text: String

    public init(_ text: String) {
        self.text = text
    }

    /// Whether it can fit more than the one name that is written.
    public var isOpen: Bool { text.contains("*") }

    /// Whether the whole name fits. Letters count exactly as written. A mismatch goes back to the last star only, so
    /// the time is at most the product of both lengths.
    public func fits(_ name: some StringProtocol) -> Bool {
        let pattern = Array(text.utf8)
        let name = Array(name.utf8)
        let anything = UInt8(ascii: "*")
        var place = 0
        var next = 0
        var star: (place: Int, next: Int)?
        while next < name.count {
            if place < pattern.count, pattern[place] == anything {
                star = (place, next)
                place += 1
            } else if place < pattern.count, pattern[place] == name[next] {
                place += 1
                next += 1
            } else if let last = star {
                star = (last.place, last.next + 1)
                place = last.place + 1
                next = last.next + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == anything }
    }
}
