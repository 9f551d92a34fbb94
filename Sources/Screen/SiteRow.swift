import Model

/// A cell of the matrix: the lights of one aspect at one site, counted by colour.
struct LightCount: Sendable, Hashable {
    private var numbers: [Status: Int] = [:]
    /// At least one light that counts rests on ageing evidence.
    private(set) var isAgeing = false

    init() {}

    init(_ lights: some Sequence<Status>) {
        for light in lights {
            add(light)
        }
    }

    /// Counts one light more.
    mutating func add(_ status: Status, isAgeing: Bool = false) {
        numbers[status, default: 0] += 1
        self.isAgeing = self.isAgeing || isAgeing
    }

    /// How many there are of a colour.
    func number(of status: Status) -> Int { numbers[status] ?? 0 }

    /// The colours present, worst first.
    var colours: [Status] {
        Status.allCases.filter { number(of: $0) > 0 }.sorted { $0.foldRank > $1.foldRank }
    }

    /// No check at all: shown as `·`.
    var isEmpty: Bool { numbers.isEmpty }

    var isAllGreen: Bool { colours == [.green] }
}

/// A site, or several folded into one, as a row of the matrix.
struct SiteRow: Sendable, Hashable {
    var site: SiteLight
    var hosts: LightCount
    var hostCount: Int
    var aspects: [Aspect: LightCount]

    init(site: SiteLight, hosts lights: [HostLight]) {
        self.site = site
        hosts = LightCount(lights.map(\.status))
        hostCount = lights.count
        aspects = [:]
        for light in lights {
            for aspect in light.aspects {
                aspects[aspect.aspect, default: LightCount()].add(aspect.status, isAgeing: aspect.isAgeing)
            }
        }
    }

    /// Worst fold first, then by how many are of it, then by name.
    static func isWorse(_ left: SiteRow, _ right: SiteRow) -> Bool {
        for status in [Status.red, .grey, .yellow, .blue] {
            let numbers = (left.hosts.number(of: status), right.hosts.number(of: status))
            if numbers.0 != numbers.1 {
                return numbers.0 > numbers.1
            }
        }
        return precedesNaturally(left.site.name, right.site.name)
    }
}

extension Board {
    /// Every site with its hosts, worst first. Hosts of a site that the board does not name get a row of their own.
    var siteRows: [SiteRow] {
        let bySite = Dictionary(grouping: hosts, by: \.site)
        let known = Set(sites.map(\.id))
        let strays = bySite.keys.filter { !known.contains($0) }.map { SiteLight(id: $0, name: $0) }
        return (sites + strays)
            .map { SiteRow(site: $0, hosts: bySite[$0.id] ?? []) }
            .sorted(by: SiteRow.isWorse)
    }

    /// What people call the site.
    func siteName(_ key: Site.Key) -> String {
        sites.first { $0.id == key }?.name ?? key
    }

    /// The light of a host; `nil` if it is not on the board.
    func host(_ name: Host.Name) -> HostLight? {
        hosts.first { $0.id == name }
    }
}
