import Config
import Logging
import Model
import Platform
import Rules
import Store

extension Watch {
    /// What is usual is worked out for some hours at once, and anew before they are over.
    private static let learningInterval = Duration.seconds(6 * 3600)
    /// After a start all hosts have had their turn after so many minutes.
    private static let learningRounds = 30
    /// Of a host whose lights change all the time the newest changes will do.
    private static let mostEvents = 2000

    /// Learns what is usual of the next hosts, of those first that show something unusual; to be called every minute.
    func learn() async {
        let hosts = loaded.configuration.fleet.hosts.map(\.id)
        let now = SystemClock.now()
        let odd = judge.unusualHosts
        var due: [Host.Name] = odd.filter { isLearningDue(of: $0, now: now) }
        let count = (hosts.count + Watch.learningRounds - 1) / Watch.learningRounds
        for _ in hosts where due.count < count {
            if nextLearnt >= hosts.count { nextLearnt = 0 }
            let host = hosts[nextLearnt]
            nextLearnt += 1
            if isLearningDue(of: host, now: now), !due.contains(host) { due.append(host) }
        }
        for host in due where !Task.isCancelled { await learn(of: host, now: now) }
        if learnt.count > hosts.count {
            let known = Set(hosts)
            learnt = learnt.filter { known.contains($0.key) }
        }
    }

    private func isLearningDue(of host: Host.Name, now: Timestamp) -> Bool {
        guard let last = learnt[host] else { return true }
        return now - last >= Watch.learningInterval || last > now
    }

    private func learn(of host: Host.Name, now: Timestamp) async {
        let questions = judge.usualQuestions(of: host)
        // After a start nothing is laid out yet: it is asked again in the next round.
        guard !questions.isEmpty else { return }
        let windows = judge.plannedWork(on: host)
        do {
            let from = now - UsualHours.history
            let events = try await archive.events(host: host, from: from, limit: Watch.mostEvents)
            let clock = localClock
            let lessons = Lessons(events.reversed(), windows: windows, now: now, calendar: clock)
            let usual = try await history.usual(questions, lessons: lessons, now: now, view: await archive.view)
            judge.take(usual, of: host)
            learnt[host] = now
        } catch {
            logger.error("what is usual of \(host) cannot be learnt: \(error)")
        }
    }

    private var localClock: @Sendable (Timestamp) -> CalendarTime {
        let localTime = history.localTime
        return { localTime.calendar($0) }
    }
}

extension RecordedHistory {
    /// What is usual of some checks in the next hours, from the averages of those of the last weeks.
    @concurrent
    func usual(
        _ questions: [UsualQuestion], lessons: Lessons, now: Timestamp, view: ArchiveView
    ) async throws(StoreError) -> [Check: UsualHours] {
        let first = (now - UsualHours.history).hour
        let edges = (first...now.hour).map { Timestamp(milliseconds: $0 * 3_600_000) }
        let clock = HoursOfWeek(first..<now.hour + Int64(UsualHours.ahead)) { localTime.calendar($0) }
        var found: [Check: UsualHours] = [:]
        let series = Array(Set(questions.flatMap(\.series)))
        let windows = Dictionary(
            uniqueKeysWithValues: try await reader.windows(of: series, edges: edges, view: view)
                .map { ($0.series, $0.values) })
        for question in questions {
            let columns = question.series.map { windows[$0] ?? [] }
            let hours = (first..<now.hour).enumerated().map { place, hour in
                let values = columns.map { $0.indices.contains(place) ? $0[place]?.average : nil }
                return lessons.lesson(question.value(of: values), of: question.check, hour: hour)
            }
            let usual = UsualHours(hours, from: first, clock: clock, now: now.hour)
            if !usual.isEmpty { found[question.check] = usual }
        }
        return found
    }
}
