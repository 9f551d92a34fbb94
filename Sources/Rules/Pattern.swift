/// A selector of a rule: plain text, or with `*` for any run of characters.
struct Pattern {
    private let bytes: [UInt8]
    let isExact: Bool

    init(_ text: String) {
        bytes = Array(text.utf8)
        isExact = !bytes.contains(UInt8(ascii: "*"))
    }

    /// Goes back to the last star only, so the time is at most the product of both lengths.
    func matches(_ text: String) -> Bool {
        let text = Array(text.utf8)
        var here = 0
        var there = 0
        var star: (pattern: Int, text: Int)?
        while there < text.count {
            if here < bytes.count, bytes[here] == UInt8(ascii: "*") {
                star = (here, there)
                here += 1
            } else if here < bytes.count, bytes[here] == text[there] {
                here += 1
                there += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                here = last.pattern + 1
                there = last.text + 1
            } else {
                return false
            }
        }
        return bytes[here...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
