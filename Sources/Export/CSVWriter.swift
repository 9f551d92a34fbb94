import Model
import Store

/// RFC 4180 with a head line. A text that a spreadsheet would run gets an apostrophe before it.
struct CSVWriter: ExportWriter {
    let rates: Bool
    let head = "time,host,group,series,unit,value\n"
    let end = ""

    func ordered(_ series: [Series]) -> [ExportPart] { [ExportPart(series: series)] }

    func text(_ data: SeriesData, in part: ExportPart) -> (text: String, count: Int) {
        let series = data.series
        let unit = rates ? series.unitOfRate : series.unit
        let names = [series.host, series.group, series.path, unit.rawValue].map { CSV.field($0) }
            .joined(separator: ",")
        var text = ""
        for point in data.points {
            text += "\(point.time),\(names),\(point.value.exact(of: series))\n"
        }
        return (text, data.points.count)
    }
}
