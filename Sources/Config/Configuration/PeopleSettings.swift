public import Model

/// Who may do things in which name: `people: {accounts: [wall], initials: [MK, HL]}`.
public struct PeopleSettings: Sendable, Hashable {
    /// Accounts that several people share: who acts on one has to say who they are.
    public var accounts: [String] = []
    /// Who they are. Empty: anything is taken for initials.
    public var initials: [String] = []

    public init() {}

    init(_ node: YAMLNode, _ mistakes: inout Mistakes) {
        guard let fields = Fields(node, of: "'people'", known: ["accounts", "initials"], &mistakes) else { return }
        accounts = fields.displays("accounts", &mistakes)
        initials = fields.displays("initials", &mistakes)
        if !accounts.isEmpty, initials.isEmpty {
            mistakes.add(
                node.location, "'people' has accounts but no initials", "write who they are: initials: [MK, HL]")
        }
    }

    /// Why nobody may act so; `nil` if it is as it should be.
    ///
    /// - Parameter initials: As they were typed.
    public func objection(to initials: String?, of user: String) -> ActObjection? {
        guard let initials else {
            guard accounts.contains(user) else { return nil }
            return .sharedAccount(user, initials: self.initials)
        }
        guard !self.initials.isEmpty, !self.initials.contains(initials) else { return nil }
        return .unknownInitials(initials, known: self.initials)
    }
}
