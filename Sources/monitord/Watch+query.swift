import Control
import Model
import Platform
import Rules
import Store

extension Watch {
    /// What was recorded of a host: counters as rates, octets as bits or bytes stay what they are.
    func query(_ question: QueryQuestion) async throws -> QueryReply? {
        let now = SystemClock.now()
        guard judge.detail(of: question.host, now: now) != nil else { return nil }
        if let pattern = question.series {
            do throws(StoreError) {
                var reply = try await history.reply(
                    question, matching: pattern, view: await archive.view, now: now)
                if question.after == nil {
                    let gaps = try await archive.gaps(from: reply.from, to: reply.to)
                    reply.gaps = gaps.isEmpty ? nil : gaps
                }
                return reply
            } catch {
                // If it is damage, the next commit goes to what takes the place of the database.
                await archive.suspect(error)
                throw error
            }
        }
        let to = question.to ?? now
        return QueryReply(
            host: question.host, from: question.from ?? to - .seconds(86_400), to: to,
            series: try await archive.newestValues(host: question.host).map { data in
                RecordedSeries(
                    path: data.series.path, group: data.series.group, unit: data.series.unit,
                    points: data.points.map { RecordedPoint(time: $0.time, value: $0.value.number) })
            })
    }
}
