internal import Model

/// Which rows of a group give nothing any more, and since when: an unmounted file system, a disk that was pulled out.
///
/// A layout keeps such a row for ever, as its slots never change their meaning, and its lights would be grey for ever.
/// So they are withdrawn when the row has given no value at all for a time in which others of its group did:
///   * after an hour, and three of its intervals at least;
///   * after a day where an incident is open: a broken disk that is pulled out stays on the board until the next
///     shift has read it, and its incident ends as no longer watched, not as mended;
///   * never in the aspect wireless: an access point that its controller no longer lists is a loss, and its light on its
///     own page is red when it was missing twice.
/// When the row gives a value again, its lights are back. Where no row of a group gives anything nobody knows whether
/// they are gone, and grey is right.
struct RowAbsence: Sendable {
    static let grace = Duration.seconds(3600)
    static let graceInTrouble = Duration.seconds(86_400)

    /// By row; nearly always empty.
    private var since: [Int: Timestamp] = [:]

    var isEmpty: Bool { since.isEmpty }

    func isMissing(_ row: Int) -> Bool { since[row] != nil }

    /// When the row was first found missing.
    func since(_ row: Int) -> Timestamp? { since[row] }

    /// Whether the lamp of a row is to be withdrawn.
    func isGone(_ row: Int, lamp: Lamp, at time: Timestamp) -> Bool {
        guard let since = since[row], lamp.isPresent, lamp.aspect != .wireless else { return false }
        let grace = lamp.incident == nil ? RowAbsence.grace : RowAbsence.graceInTrouble
        return time - since >= max(grace, lamp.interval * 3)
    }

    mutating func take(_ readings: Readings, rows: Int, width: Int) {
        let values = readings.values
        var empty: [Int] = []
        for row in 0..<rows {
            let slots = min(row * width, values.count)..<min((row + 1) * width, values.count)
            if values[slots].contains(where: { $0 != nil }) {
                if !since.isEmpty { since[row] = nil }
            } else {
                empty.append(row)
            }
        }
        guard empty.count < rows else { return }
        for row in empty where since[row] == nil { since[row] = readings.time }
    }

    mutating func timeWentBack(to now: Timestamp) {
        for (row, moment) in since where moment > now { since[row] = now }
    }

    /// Forgets the rows that another layout has no longer in their places.
    mutating func keep(_ isKept: (Int) -> Bool) {
        since = since.filter { isKept($0.key) }
    }
}
