import Model
import Rules

extension Story {
    /// Something that a judge is given, with the moment.
    enum Input {
        case reach(ReachReport, Timestamp)
        case echoes(EchoReport, Timestamp)
        case visit(PollReport, Timestamp)
        case own([OwnLight], Timestamp)
        case tick(Timestamp)

        func give(to judge: inout Judge) -> Outcome {
            switch self {
            case .reach(let report, let now): judge.take(report, now: now)
            case .echoes(let report, let now): judge.take(report, now: now)
            case .visit(let report, let now): judge.take(report, now: now)
            case .own(let lights, let now): judge.take(own: lights, now: now)
            case .tick(let now): judge.tick(now: now)
            }
        }
    }
}
