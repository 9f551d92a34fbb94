import Model

/// What can be opened.
enum Place: Sendable, Hashable {
    case overview
    /// All sites as a matrix.
    case sites
    case site(Site.Key)
    case host(Host.Name)
    /// Search over incidents, sites and hosts; what was typed so far.
    case search(String)
    case help
}

/// What can be selected and opened with Enter.
enum Item: Sendable, Hashable {
    case incident(Incident.Number)
    case folded(Overview.Fold)
    case site(Site.Key)
    /// The sites folded into one line.
    case otherSites
    case host(Host.Name)
}

/// A place with the reader's position in it.
struct Page: Sendable, Hashable {
    var place: Place
    /// `nil` until somebody moves: a screen on the wall has no cursor.
    var selected: Item?
    /// Lines scrolled away at the top, for pages that are text.
    var scroll = 0
    private var position = 0

    init(place: Place) {
        self.place = place
    }

    /// Moves by `steps` within `items`; from nothing as if from before the first or behind the last.
    mutating func move(_ steps: Int, in items: [Item]) {
        guard !items.isEmpty else { return }
        let current = selected.flatMap { items.firstIndex(of: $0) } ?? (steps > 0 ? -1 : items.count)
        position = min(max(0, current + steps), items.count - 1)
        selected = items[position]
    }

    /// After the items changed: the same one, else the one that took its place.
    mutating func keepSelection(in items: [Item]) {
        guard let selected, !items.contains(selected) else {
            position = selected.flatMap { items.firstIndex(of: $0) } ?? 0
            return
        }
        self.selected = items.isEmpty ? nil : items[min(position, items.count - 1)]
    }
}
