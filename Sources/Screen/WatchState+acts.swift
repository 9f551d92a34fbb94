import Control
import Model

/// What the bottom line says for a while.
struct Remark: Sendable, Hashable {
    enum Matter: Sendable, Hashable {
        /// It was done.
        case done(ActReply)
        /// Nothing was selected that the key could be about.
        case nothingSelected
    }

    /// How long it stays unless a key is pressed.
    static let stay = Duration.seconds(10)

    var matter: Matter
    var time: Timestamp
}

extension WatchState {
    /// Opens the line at the bottom for what a key is about; `false` if it is no such key, or the page has nothing for it.
    mutating func begin(_ key: Key, now: Timestamp) -> Bool {
        guard case .character(let letter) = key, let act = ActRequest.Word(letter) else { return false }
        switch page.place {
        case .help, .search: return false
        case .overview, .sites, .site, .host: break
        }
        guard let target = target(of: act) else {
            remark = Remark(matter: .nothingSelected, time: now)
            return true
        }
        prompt = Prompt(act, target)
        return true
    }

    /// What is selected; on the overview without a cursor what stands on top, as with Enter.
    private mutating func target(of act: ActRequest.Word) -> Prompt.Target? {
        if page.place == .overview, page.selected == nil { page.selected = items(of: page).first }
        let incident = selectedIncident
        switch act {
        case .acknowledge, .tell: return incident.map { .incident($0.number) }
        case .note:
            if page.place == .overview, let incident { return .incident(incident.number) }
            return selectedScope.map { .scope($0) }
        case .accept, .pause, .resume, .retire: return selectedScope.map { .scope($0) }
        }
    }

    private var selectedIncident: Incident? {
        switch (page.place, page.selected) {
        case (.host(let name), _), (_, .host(let name)): board?.incident(of: name)
        case (_, .incident(let number)): board?.incidents.first { $0.number == number }
        case (_, .folded), (_, .site), (_, .otherSites), (_, nil): nil
        }
    }

    private var selectedScope: Act.Scope? {
        switch (page.place, page.selected) {
        case (.host(let name), _), (_, .host(let name)): .host(name)
        case (_, .incident): selectedIncident.map { .host($0.cause.host) }
        case (_, .site(let key)), (.site(let key), nil): .site(key)
        case (_, .folded), (_, .otherSites), (_, nil): nil
        }
    }

    /// A key while the line at the bottom is open.
    mutating func answer(_ key: Key, now: Timestamp) -> [WatchAction] {
        guard var prompt else { return [] }
        let step = prompt.press(key) { moment($0, now) }
        self.prompt = prompt
        switch step {
        case .stay: return []
        case .giveUp:
            self.prompt = nil
            return []
        case .send(var request):
            request.initials = request.initials ?? initials
            return [.act(request)]
        }
    }

    /// It was done; whoever typed stays known.
    mutating func done(_ reply: ActReply, now: Timestamp) {
        initials = prompt?.initials ?? initials
        prompt = nil
        remark = Remark(matter: .done(reply), time: now)
    }
}

extension ActRequest.Word {
    /// The act that a key begins.
    fileprivate init?(_ key: Character) {
        switch key {
        case "a": self = .acknowledge
        case "A": self = .accept
        case "m": self = .pause
        case "M", "u": self = .resume
        case "n": self = .note
        default: return nil
        }
    }
}
