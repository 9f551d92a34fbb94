internal import Model

/// Two bands as they are written, `outside 18..27` in a rule, `18..27` where it is clear.
struct WrittenBands {
    var yellow: ClosedRange<Double>?
    var red: ClosedRange<Double>?
}

/// Reads the bands of two fields.
///
/// - Parameter word: Each begins with it; if neither does there is no band at all.
/// - Returns: `nil` if there is none; without those that are mistakes.
func readBands(
    _ fields: Fields, _ yellow: String, _ red: String, opensWith word: String, _ mistakes: inout Mistakes
) -> WrittenBands? {
    func text(_ name: String) -> Substring? {
        guard case .text(let text)? = fields[name]?.content else { return nil }
        return text.drop { $0 == " " }
    }
    guard [yellow, red].contains(where: { text($0)?.hasPrefix(word) == true }) else { return nil }
    func range(_ name: String) -> ClosedRange<Double>? {
        guard let node = fields[name], let text = node.text(quoted(name), &mistakes) else { return nil }
        guard text.hasPrefix(word), let range = Band.range(text.dropFirst(word.count)) else {
            mistakes.add(
                node.location, "\(quoted(name)) is \(quoted(text))",
                "write the lower and the upper limit, as \(word.isEmpty ? "" : word + " ")18..27")
            return nil
        }
        return range
    }
    let bands = WrittenBands(yellow: range(yellow), red: range(red))
    if let inner = bands.yellow, let outer = bands.red,
        !(outer.contains(inner.lowerBound) && outer.contains(inner.upperBound)),
        let node = fields[red]
    {
        mistakes.add(node.location, "red comes before yellow", "the limits for red are the wider ones")
    }
    return bands
}
