import Config
import Logging
import Model
import Platform
import Rules
import Store

extension Watch {
    /// As far back as forecasts look.
    private static let prospectHistory = Duration.seconds(90 * 86_400)

    /// Foretells the next part of the hosts; to be called every minute.
    func foretell() async {
        let hosts = loaded.configuration.fleet.hosts.map(\.id)
        guard !hosts.isEmpty else { return }
        let rounds = Int(Judge.prospectInterval / .seconds(60))
        let count = (hosts.count + rounds - 1) / rounds
        for _ in 0..<count where !Task.isCancelled {
            if nextForetold >= hosts.count { nextForetold = 0 }
            let host = hosts[nextForetold]
            nextForetold += 1
            let questions = judge.prospectQuestions(of: host)
            guard !questions.isEmpty else { continue }
            let now = SystemClock.now()
            do {
                let prospects = try await history.prospects(
                    questions, from: now - Watch.prospectHistory, now: now, view: await archive.view)
                note(judge.take(prospects, of: host, now: now), now: now)
            } catch {
                logger.error("nothing can be foretold of \(host): \(error)")
            }
        }
    }
}

extension RecordedHistory {
    /// What is foretold of some checks, from the averages of their hours.
    @concurrent
    func prospects(
        _ questions: [ProspectQuestion], from: Timestamp, now: Timestamp, view: ArchiveView
    ) async throws(StoreError) -> [Check: Prospect] {
        let hour: Int64 = 3_600_000
        let first = from.milliseconds / hour
        let edges = (first...now.milliseconds / hour).map { Timestamp(milliseconds: $0 * hour) }
        let series = Array(Set(questions.flatMap(\.series)))
        let windows = Dictionary(
            uniqueKeysWithValues: try await reader.windows(of: series, edges: edges, view: view)
                .map { ($0.series, $0.values) })
        var found: [Check: Prospect] = [:]
        for question in questions {
            let columns = question.series.map { windows[$0] ?? [] }
            var samples: [Forecast.Sample] = []
            for place in edges.indices.dropLast() {
                let values = columns.map { $0.indices.contains(place) ? $0[place]?.average : nil }
                guard let value = question.value(of: values) else { continue }
                samples.append(Forecast.Sample(time: edges[place + 1], value: value))
            }
            guard let newest = samples.last?.value else { continue }
            let forecast = Forecast.of(samples, target: question.target, now: now)
            if let prospect = question.prospect(forecast, newest: newest) { found[question.check] = prospect }
        }
        return found
    }
}
