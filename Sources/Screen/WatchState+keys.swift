import Model

extension WatchState {
    /// How far PgUp and PgDn move.
    private static let pageStep = 10
    /// Longer words nobody searches for.
    private static let longestSearch = 60

    /// What a key does on the page in front.
    mutating func press(_ key: Key, now: Timestamp) -> [WatchAction] {
        if prompt != nil { return answer(key, now: now) }
        remark = nil
        if case .search(let text) = page.place, type(key, after: text) { return [] }
        if begin(key, now: now) { return [] }
        switch key {
        case .up, .character("k"): move(-1)
        case .down, .character("j"): move(1)
        case .pageUp: move(-WatchState.pageStep)
        case .pageDown, .character(" "): move(WatchState.pageStep)
        case .home, .character("g"): move(-1_000_000)
        case .end, .character("G"): move(1_000_000)
        case .enter, .right:
            open()
            return wantedDetails(now: now)
        case .escape, .left, .backspace: back()
        case .character("/"): push(.search(""))
        case .character("t"): push(.sites)
        case .character("?"): push(.help)
        case .character("b"): isBellOn.toggle()
        case .character("l"): language = language.next
        case .character("q"): return [.quit]
        case .character: break
        }
        return []
    }

    /// What can be selected on a page, from top to bottom.
    func items(of page: Page) -> [Item] {
        guard let board else { return [] }
        switch page.place {
        case .overview:
            let overview = Overview(board, unfolded: unfolded)
            let entries = overview.entries.map { entry in
                switch entry {
                case .incident(let incident): Item.incident(incident.number)
                case .folded(let fold, _): Item.folded(fold)
                }
            }
            return entries + overview.troubled.map { .site($0.site.id) } + (overview.green == nil ? [] : [.otherSites])
        case .sites: return board.siteRows.map { .site($0.site.id) }
        case .site(let key): return board.hostsWorstFirst(of: key).map { .host($0.id) }
        case .search(let text): return board.matches(text)
        case .host, .help: return []
        }
    }

    private mutating func move(_ steps: Int) {
        switch page.place {
        case .host, .help: page.scroll = min(max(0, page.scroll + steps), 1000)
        case .overview, .sites, .site, .search: page.move(steps, in: items(of: page))
        }
    }

    /// Without a cursor Enter opens what stands on top: the worst.
    private mutating func open() {
        guard let board, let item = page.selected ?? items(of: page).first else { return }
        page.selected = item
        switch item {
        case .incident(let number):
            guard let incident = board.incidents.first(where: { $0.number == number }) else { return }
            push(.host(incident.cause.host))
        case .folded(let fold): unfolded.insert(fold)
        case .site(let key): push(.site(key))
        case .otherSites: push(.sites)
        case .host(let name): push(.host(name))
        }
    }

    /// One page back; on the overview first what was unfolded is folded, then the cursor goes away.
    private mutating func back() {
        if pages.count > 1 {
            pages.removeLast()
        } else {
            unfolded = []
            page.selected = nil
        }
    }

    /// A place that is open already comes to the front instead of being opened twice.
    private mutating func push(_ place: Place) {
        pages.removeAll { $0.place == place }
        pages.append(Page(place: place))
    }

    /// Takes a key as part of the search's text; `false` if it is none.
    private mutating func type(_ key: Key, after text: String) -> Bool {
        switch key {
        case .character(let character):
            guard text.count < WatchState.longestSearch else { return true }
            page.place = .search(text + String(character))
        case .backspace:
            guard !text.isEmpty else { return false }
            page.place = .search(String(text.dropLast()))
        case .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .enter, .escape: return false
        }
        // Enter opens the best match without a move.
        page.selected = items(of: page).first
        return true
    }
}

extension Language {
    /// The next one in the circle.
    fileprivate var next: Language {
        switch self {
        case .finnish: .swedish
        case .swedish: .english
        case .english: .finnish
        }
    }
}

extension HostLight {
    /// Worst first, equals by name.
    func isListedBefore(_ other: HostLight) -> Bool {
        status == other.status ? precedesNaturally(id, other.id) : status.foldRank > other.status.foldRank
    }
}

extension Board {
    /// The hosts of a site, worst first, equals by name.
    func hostsWorstFirst(of site: Site.Key) -> [HostLight] {
        hosts.filter { $0.site == site }.sorted {
            $0.isListedBefore($1)
        }
    }

    /// What a search finds: incidents by number or cause, sites by name, hosts by name, address or place.
    func matches(_ text: String, limit: Int = 200) -> [Item] {
        let wanted = text.lowercased().filter { $0 != "#" }
        guard !wanted.isEmpty else { return [] }
        func fits(_ candidates: String?...) -> Bool {
            candidates.contains { $0?.lowercased().contains(wanted) == true }
        }
        let incidents = self.incidents.filter { fits(String($0.number), $0.cause.host) && $0.closed == nil }
        let places = sites.filter { fits($0.name, $0.id) }
        let found = hosts.filter { fits($0.id, $0.place, $0.endpoint.address.description) }
            .sorted { $0.isListedBefore($1) }
        let all: [Item] =
            incidents.map { .incident($0.number) } + places.map { .site($0.id) } + found.map { .host($0.id) }
        return Array(all.prefix(limit))
    }
}
