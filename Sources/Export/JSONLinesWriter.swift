import Control
import Model
import Store

/// A JSON object on each line. Integers have all their digits; numbers that JSON has no word for are strings.
struct JSONLinesWriter: ExportWriter {
    let rates: Bool
    let head = ""
    let end = ""

    func ordered(_ series: [Series]) -> [ExportPart] { [ExportPart(series: series)] }

    func text(_ data: SeriesData, in part: ExportPart) -> (text: String, count: Int) {
        let series = data.series
        let unit = rates ? series.unitOfRate : series.unit
        let names = [
            ("host", series.host), ("group", series.group), ("series", series.path), ("unit", unit.rawValue),
        ].map { "\"\($0)\":\(json($1))" }.joined(separator: ",")
        var text = ""
        for point in data.points {
            let isNumber = point.value.integer != nil || point.value.number.isFinite
            let value = point.value.exact(of: series)
            text += "{\"time\":\"\(point.time)\",\(names),\"value\":\(isNumber ? value : "\"\(value)\"")}\n"
        }
        return (text, data.points.count)
    }

    private func json(_ text: String) -> String {
        do {
            return String(decoding: try ControlJSON.encode(text), as: UTF8.self)
        } catch {
            return "null"  // A string always has its JSON.
        }
    }
}
