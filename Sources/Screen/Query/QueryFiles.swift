public import Control
public import Model

/// For programs: RFC 4180 with a head line; times in UTC, numbers with a point, nothing that a spreadsheet takes for a
/// formula. A cell is empty where nothing is known.
public struct QueryCSV: QueryWriter {
    /// `nil`: readings.
    private let show: [Aggregate]?
    private var hasHead = false

    public init(_ show: [Aggregate]?) {
        self.show = show
    }

    /// The lines of one more page.
    public mutating func page(_ reply: QueryReply) -> String {
        var text = ""
        if !hasHead { text = head + "\n" }
        hasHead = true
        for series in reply.series {
            let names = [reply.host, series.path, series.unit.rawValue].map { CSV.field($0) }.joined(separator: ",")
            for point in series.points {
                let values = (show ?? [.average]).map { CSV.field(point.value($0)) }
                text += ([point.time.description, names] + values).joined(separator: ",") + "\n"
            }
        }
        return text
    }

    /// What stands behind the last page.
    public mutating func end() -> String { hasHead ? "" : head + "\n" }

    private var head: String {
        (["time,host,series,unit"] + (show?.map(\.description) ?? ["value"])).joined(separator: ",")
    }
}

/// For programs: all pages as one object, as the API gives a page.
public struct QueryDocument: QueryWriter {
    private var current: ShownSeries?
    private var hasPoints = false
    private var isOpen = false

    public init() {}

    /// The text of one more page, which the next one goes on with.
    public mutating func page(_ reply: QueryReply) -> String {
        var text = ""
        if !isOpen {
            text =
                "{\"host\":\(json(reply.host)),\"from\":\(json(reply.from)),\"to\":\(json(reply.to)),"
                + (reply.gaps.map { "\"gaps\":\(json($0))," } ?? "") + "\"series\":["
        }
        for series in reply.series {
            let shown = ShownSeries(series)
            if shown != current {
                if current != nil { text += "]}," }
                text += "\n{\"path\":\(json(series.path)),\"group\":\(json(series.group)),\"unit\":\(json(series.unit))"
                if let counted = series.counted { text += ",\"counted\":\(json(counted))" }
                text += ",\"points\":["
                current = shown
                hasPoints = false
            }
            guard !series.points.isEmpty else { continue }
            text += (hasPoints ? "," : "") + json(series.points).dropFirst().dropLast()
            hasPoints = true
        }
        isOpen = true
        return text
    }

    /// What stands behind the last page.
    public mutating func end() -> String {
        isOpen ? (current == nil ? "" : "]}") + "]}\n" : ""
    }

    private func json(_ value: some Encodable) -> String {
        do {
            return String(decoding: try ControlJSON.encode(value), as: UTF8.self)
        } catch {
            // Strings, times and numbers, those that are none among them, all have their JSON.
            return "null"
        }
    }
}
