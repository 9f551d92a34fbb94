import Control
import Hummingbird
import Model

/// The parameters of a question, each with its own complaint.
struct Parameters {
    /// A place in an answer names a series twice, each byte of it as %XX.
    static let cursorLimit = 8192

    private let values: [(name: String, value: String)]

    init(_ request: Request) throws(APIError) {
        values = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
        guard values.count <= 16 else {
            throw APIError(.badRequest, "more than 16 parameters", remedy: "leave out what is not needed")
        }
    }

    /// `nil` where it is not given or empty.
    ///
    /// - Parameter limit: At most so many bytes.
    func text(_ name: String, limit: Int = 1024) throws(APIError) -> String? {
        guard let value = values.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
        guard value.utf8.count <= limit else {
            throw APIError(.badRequest, "\(name) is longer than \(limit) bytes", remedy: "shorten it")
        }
        return value
    }

    func number(_ name: String, _ range: ClosedRange<Int>) throws(APIError) -> Int? {
        guard let value = try text(name) else { return nil }
        guard let number = Int(value), range.contains(number) else {
            throw APIError(
                .badRequest,
                "\(name)=\(value.visible(limit: 40)) is no whole number from \(range.lowerBound) to "
                    + "\(range.upperBound)", remedy: "write \(name)=\(range.lowerBound)")
        }
        return number
    }

    func time(_ name: String) throws(APIError) -> Timestamp? {
        guard let value = try text(name) else { return nil }
        guard let time = Timestamp(iso8601: value) else {
            throw APIError(
                .badRequest, "\(name)=\(value.visible(limit: 40)) is no time",
                remedy: "write it in UTC: \(name)=2026-11-23T10:16:04Z")
        }
        return time
    }

    /// The length of windows: 300, 5min, 1h, 1d, 1w, 1mo, all.
    func step(_ name: String) throws(APIError) -> Step? {
        guard let value = try text(name) else { return nil }
        guard let step = Step(value) else {
            throw APIError(
                .badRequest, "\(name)=\(value.visible(limit: 40)) is no length of a window",
                remedy: "write seconds (\(name)=300), 5min, 1h, 1d, 1w, 1mo or all")
        }
        return step
    }

    /// What is told of windows: words with commas between them.
    func show(_ name: String) throws(APIError) -> [Aggregate] {
        guard let value = try text(name) else { return [] }
        var found: [Aggregate] = []
        for word in value.split(separator: ",", maxSplits: 16, omittingEmptySubsequences: false) {
            guard let aggregate = Aggregate(String(word)) else {
                throw APIError(
                    .badRequest, "\(name)=\(word.visible(limit: 40)) is nothing that is told of a window",
                    remedy: "write \(Aggregate.words.map(\.word).joined(separator: ", ")) or p95")
            }
            found.append(aggregate)
        }
        let percentiles = found.filter { if case .percentile = $0 { true } else { false } }
        guard percentiles.count <= 1 else {
            throw APIError(.badRequest, "\(name) has more than one percentile", remedy: "ask once for each")
        }
        return found
    }
}
