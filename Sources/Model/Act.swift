/// Who did something.
public struct Person: Sendable, Hashable, Codable {
    /// The account whose program asked, by the socket's credentials.
    public var user: String
    /// What was typed on an account that several people share; one of the configuration's `people:`.
    public var initials: String?

    public init(user: String, initials: String? = nil) {
        self.user = user
        self.initials = initials
    }

    /// As screens and mails name them.
    public var shown: String { initials ?? user }
}

/// What a person did about a host or an incident. It becomes an event and is kept for ever.
public struct Act: Sendable, Hashable, Codable {
    public enum Deed: Sendable, Hashable, Codable {
        /// Somebody is on it: it keeps its colour, with their name. It comes back when it worsens, or at that moment.
        case acknowledge(Incident.Number, until: Timestamp?)
        /// What is yellow now is as it should be until then: it is told in the digest only.
        case accept(Scope, until: Timestamp)
        /// Nobody is to be alarmed: lights are blue until then, `nil`: until `resume`.
        case pause(Scope, until: Timestamp?)
        case resume(Scope)
        /// For whoever reads the host's or the incident's history.
        case note(Scope)
        case noteOnIncident(Incident.Number)
        /// What callers are to be told of an incident; an empty text takes it back.
        case tell(Incident.Number)
        /// It is gone for good: an access point whose place another one has, or nobody.
        case retire(Host.Name)
    }

    /// What a deed is about.
    public enum Scope: Sendable, Hashable, Codable {
        case host(Host.Name)
        case site(Site.Key)
    }

    public var person: Person
    public var deed: Deed
    /// Why, or what is to be read.
    public var text: String

    /// More text than this is refused: it stands on screens and in mails.
    public static let maximumText = 500

    public init(person: Person, deed: Deed, text: String = "") {
        self.person = person
        self.deed = deed
        self.text = text
    }
}

/// Somebody is on an incident.
public struct Acknowledgement: Sendable, Hashable, Codable {
    public var person: Person
    public var since: Timestamp
    public var until: Timestamp?
    public var text: String
    /// The colour that was acknowledged: a worse one is news.
    public var status: Status
    /// It was there when a baseline was taken: it is as it should be.
    public var isAccepted: Bool

    public init(
        person: Person, since: Timestamp, until: Timestamp?, text: String, status: Status, isAccepted: Bool = false
    ) {
        self.person = person
        self.since = since
        self.until = until
        self.text = text
        self.status = status
        self.isAccepted = isAccepted
    }
}

/// What callers are to be told of an incident, as somebody wrote it.
public struct Saying: Sendable, Hashable, Codable {
    public var person: Person
    public var time: Timestamp
    public var text: String

    public init(person: Person, time: Timestamp, text: String) {
        self.person = person
        self.time = time
        self.text = text
    }
}

/// Why nobody is alarmed of a host for now.
public struct Pause: Sendable, Hashable, Codable {
    /// `nil`: a window of the configuration.
    public var person: Person?
    public var since: Timestamp?
    public var until: Timestamp?
    public var text: String

    public init(person: Person? = nil, since: Timestamp? = nil, until: Timestamp? = nil, text: String = "") {
        self.person = person
        self.since = since
        self.until = until
        self.text = text
    }
}
