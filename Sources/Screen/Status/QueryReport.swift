public import Control
public import Model

/// `monitor query`: what was recorded, as a table for people or as CSV for programs.
public enum QueryReport {
    /// A line for each series: its path and its last value.
    public static func list(_ reply: QueryReply, wording: Wording) -> [String] {
        let paths = reply.series.map { $0.path.visible() }
        let width = paths.map(\.columns).max() ?? 0
        return zip(reply.series, paths).map { series, path in
            let last = series.points.last { $0.value != nil }
            let value = last?.value.map { wording.value($0, series.unit) } ?? "–"
            let padding = String(repeating: " ", count: width - path.columns)
            let line = [path + padding, value, last.map { wording.since($0.time, now: reply.to) } ?? ""]
            return line.joined(separator: "  ").trimmedEnd
        }
    }

    /// Each series under its path: time, value, and the range within a step.
    public static func table(_ reply: QueryReply, wording: Wording) -> [String] {
        reply.series.flatMap { series in
            [series.path.visible()]
                + series.points.map { point in
                    var line = "  \(wording.day(point.time)) \(wording.clockWithSeconds(point.time))  "
                    line += point.value.map { wording.value($0, series.unit) } ?? "–"
                    if let low = point.minimum, let high = point.maximum {
                        line += "  (\(wording.value(low, series.unit)) – \(wording.value(high, series.unit)))"
                    }
                    return line
                }
        }
    }

    /// RFC 4180 with a head line; times in UTC, numbers with a point, nothing that a spreadsheet takes for a formula.
    public static func csv(_ reply: QueryReply) -> [String] {
        ["time,host,series,unit,value,minimum,maximum"]
            + reply.series.flatMap { series in
                series.points.map { point in
                    let numbers = [point.value, point.minimum, point.maximum].map { $0.map(\.description) ?? "" }
                    let texts = [reply.host, series.path, series.unit.rawValue].map(field)
                    return ([point.time.description] + texts + numbers).joined(separator: ",")
                }
            }
    }

    /// Spreadsheets run what begins with = + - @ or a control: such a text gets an apostrophe before it (OWASP, "CSV
    /// Injection").
    static func field(_ text: String) -> String {
        let shown = text.visible()
        let starts: Set<Character> = ["=", "+", "-", "@", "\t", "\r"]
        let safe = shown.first.map(starts.contains) == true ? "'" + shown : shown
        guard safe.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
