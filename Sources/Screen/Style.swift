public import Model

/// How a cell looks, by meaning rather than by colour: the terminal decides what it can show.
public struct Style: Sendable, Hashable {
    /// What a colour stands for.
    public enum Role: Sendable, Hashable {
        /// The terminal's own colour.
        case text
        /// What may be overlooked: rules, lights that are not live.
        case muted
        case light(Status)
    }

    public var role: Role
    public var isBold: Bool
    public var isReversed: Bool
    public var isDim: Bool

    public init(_ role: Role = .text, isBold: Bool = false, isReversed: Bool = false, isDim: Bool = false) {
        self.role = role
        self.isBold = isBold
        self.isReversed = isReversed
        self.isDim = isDim
    }

    static let plain = Style()
    static let bold = Style(isBold: true)
    static let muted = Style(.muted)
    static let selected = Style(isBold: true, isReversed: true)
    /// The banner that nobody may overlook.
    static let alarm = Style(.light(.red), isBold: true, isReversed: true)
}
