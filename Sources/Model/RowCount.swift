/// Rows that are judged together: how many of them must be good. They have one light instead of a light each.
public struct RowCount: Sendable, Hashable {
    /// What the light is called: `power supplies`.
    public var name: String
    /// With fewer good rows than these it is yellow, or red; `nil`: never.
    public var yellow: Application.Quorum?
    public var red: Application.Quorum?

    public init(name: String, yellow: Application.Quorum? = nil, red: Application.Quorum? = nil) {
        self.name = name
        self.yellow = yellow
        self.red = red
    }

    /// Red with fewer good rows, yellow while one is not good.
    public init(name: String, atLeast quorum: Application.Quorum) {
        self.init(name: name, yellow: .all, red: quorum)
    }

    /// What such a light is called where nobody says it: what is written of the rows' names.
    public static func name(of pattern: String) -> String? {
        let stem = pattern.reversed().drop { " -_.:/*".contains($0) }.reversed()
        return stem.isEmpty || stem.contains("*") ? nil : String(stem)
    }
}

extension Application.Quorum {
    /// Reads `2`, `80 %`, `all`.
    public init?(_ text: some StringProtocol) {
        let bare = String(text.filter { $0 != " " })
        if bare == "all" {
            self = .all
        } else if bare.hasSuffix("%"), let percent = Double(bare.dropLast()), percent > 0, percent <= 100 {
            self = .percent(percent)
        } else if let number = Int(bare), number > 0 {
            self = .count(number)
        } else {
            return nil
        }
    }

    /// How many rows of so many have to be good; more than there are if somebody wants more.
    public func wanted(of rows: Int) -> Int {
        if case .count(let number) = self { number } else { needed(of: rows) }
    }
}
