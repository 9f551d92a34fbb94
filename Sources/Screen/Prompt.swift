import Control
import Model

/// What somebody is about to do, question by question, at the bottom of the screen. It takes every key until it is sent or
/// given up, and the answers stay while the daemon refuses them.
struct Prompt: Sendable, Hashable {
    enum Question: Sendable, Hashable {
        /// Who types, on an account that several people share.
        case initials
        /// Why, or what is to be read.
        case text
        case until
    }

    /// What it is about.
    enum Target: Sendable, Hashable {
        case incident(Incident.Number)
        case scope(Act.Scope)
    }

    /// Why it was not done.
    enum Trouble: Sendable, Hashable {
        /// The daemon refused it, or could not be asked.
        case daemon(ControlError)
        /// No moment as people write them.
        case unreadableMoment
        case momentNeeded
        case textNeeded
    }

    /// What a key led to.
    enum Step: Sendable, Hashable {
        case stay, giveUp
        case send(ActRequest)
    }

    /// Longer initials are names; longer moments nobody types.
    private static let longest: [Question: Int] = [.initials: 20, .text: Act.maximumText, .until: 40]

    let act: ActRequest.Word
    let target: Target
    private(set) var questions: [Question]
    private var position = 0
    private var answers: [Question: String] = [:]
    private(set) var trouble: Trouble?
    /// All was answered once: the next answer sends it.
    private var wasSent = false
    /// The daemon is being asked.
    private(set) var isSending = false

    init(_ act: ActRequest.Word, _ target: Target) {
        self.act = act
        self.target = target
        questions =
            switch act {
            case .acknowledge, .accept, .pause: [.text, .until]
            case .resume, .note, .tell, .retire: [.text]
            }
    }

    var question: Question { questions[position] }

    /// What was typed to the question so far.
    var answer: String { answers[question] ?? "" }

    /// Whether Enter sends it.
    var isLast: Bool { wasSent || position == questions.count - 1 }

    /// Whether there is a question to go back to.
    var hasPrevious: Bool { position > 0 }

    /// The initials that were typed, if any were.
    var initials: String? { answers[.initials].flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed } }

    /// - Parameter moment: Reads a moment that is to come.
    mutating func press(_ key: Key, moment: (String) -> Timestamp?) -> Step {
        switch key {
        case .escape: return .giveUp
        case .enter, .down: return enter(key, moment: moment)
        case .up: position = max(0, position - 1)
        case .backspace: answers[question] = String(answer.dropLast())
        case .character(let character):
            guard answer.count < Prompt.longest[question] ?? 0 else { return .stay }
            answers[question] = answer + String(character)
        case .left, .right, .pageUp, .pageDown, .home, .end: break
        }
        trouble = nil
        return .stay
    }

    /// On to the next question; Enter at the last one sends.
    private mutating func enter(_ key: Key, moment: (String) -> Timestamp?) -> Step {
        trouble = gap(moment: moment)
        guard trouble == nil else { return .stay }
        if !isLast || key == .down {
            position = min(position + 1, questions.count - 1)
            return .stay
        }
        (isSending, wasSent) = (true, true)
        return .send(request(moment: moment))
    }

    /// What the question at hand lacks.
    private func gap(moment: (String) -> Timestamp?) -> Trouble? {
        let text = answer.trimmed
        switch question {
        case .initials: return nil
        case .text: return act == .note && text.isEmpty ? .textNeeded : nil
        case .until:
            if text.isEmpty { return act == .accept ? .momentNeeded : nil }
            return moment(text) == nil ? .unreadableMoment : nil
        }
    }

    private func request(moment: (String) -> Timestamp?) -> ActRequest {
        var request = ActRequest(act)
        switch target {
        case .incident(let number): request.incident = number
        case .scope(.host(let host)): request.host = host
        case .scope(.site(let site)): request.site = site
        }
        let text = answers[.text]?.trimmed ?? ""
        request.text = text.isEmpty ? nil : text
        request.until = answers[.until].flatMap { moment($0.trimmed) }
        request.initials = initials
        return request
    }

    /// The daemon refused it: where it wants to know who types it is asked, else the last question stands again.
    mutating func refused(_ error: ControlError) {
        isSending = false
        trouble = .daemon(error)
        if error.asksForInitials {
            if !questions.contains(.initials) { questions.insert(.initials, at: 0) }
            position = 0
        } else {
            position = questions.count - 1
        }
    }
}

extension ControlError {
    /// The account is shared: the daemon has to be told who types, or does not know those initials.
    fileprivate var asksForInitials: Bool {
        guard case .refused(_, let refusal) = self else { return false }
        switch refusal.objection {
        case .sharedAccount, .unknownInitials: return true
        case .unknownHost, .unknownSite, .unknownIncident, .incidentIsOver, .standsInConfiguration, .tooFarAhead,
            .timeIsOver, .nothingIsYellow, .notPaused, .noteWithoutText, .textTooLong, .gap, .notStored:
            return false
        // As an older daemon says it.
        case nil: break
        }
        let text = refusal.error + " " + (refusal.remedy ?? "")
        return text.lowercased().contains("initials") || text.contains("MONITOR_AS")
    }
}

extension String {
    fileprivate var trimmed: String {
        let text = drop(while: \.isWhitespace)
        return String(text.reversed().drop(while: \.isWhitespace).reversed())
    }
}
