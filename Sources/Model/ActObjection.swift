/// Why the daemon does not do what somebody asks for, as a value: people read it in three languages.
public enum ActObjection: Sendable, Hashable, Codable {
    case unknownHost(Host.Name)
    /// There is no such site with hosts; the sites that there are.
    case unknownSite(Site.Key, known: [Site.Key])
    case unknownIncident(Incident.Number)
    case incidentIsOver(Incident.Number)
    /// Only what a controller told of can be retired; where the host stands, if that is known.
    case standsInConfiguration(Host.Name, place: String?)
    case tooFarAhead
    case timeIsOver
    case nothingIsYellow
    /// Perhaps because a window of the configuration is on.
    case notPaused(isPlanned: Bool)
    case noteWithoutText
    case textTooLong(characters: Int, limit: Int)
    /// Whoever acts on an account that several people share says who they are.
    case sharedAccount(String, initials: [String])
    case unknownInitials(String, known: [String])
    case gap(Gap)
    /// It is done, but not stored yet.
    case notStored

    /// What a request lacks, or has too much; acts by their words.
    public enum Gap: Error, Sendable, Hashable, Codable {
        case needsUntil
        case needsIncident(act: String)
        case needsHostOrSite(act: String)
        /// A site cannot be retired.
        case needsHost
        case hasNoEnd(act: String)
    }
}

extension ActObjection {
    private static let english = Wording(language: .english) { CalendarTime(utc: $0) }

    /// For logs and programs, in English.
    public var problem: String { Self.english.problem(self) }
    /// What to do about it, in English.
    public var remedy: String { Self.english.remedy(self) }
}
