/// How things are said to people in one language and time zone. Pure: the zone's calendar comes in as a function.
public struct Wording: Sendable {
    public let language: Language
    private let calendar: @Sendable (Timestamp) -> CalendarTime

    /// - Parameter calendar: What a wall clock of the site's zone shows at a moment.
    public init(language: Language, calendar: @escaping @Sendable (Timestamp) -> CalendarTime) {
        self.language = language
        self.calendar = calendar
    }

    /// One of three texts, by the language.
    public func say(fi: String, sv: String, en: String) -> String {
        switch language {
        case .finnish: fi
        case .swedish: sv
        case .english: en
        }
    }

    /// The moment as the site's wall clock shows it.
    public func localTime(_ moment: Timestamp) -> CalendarTime {
        calendar(moment)
    }
}

// MARK: - Status and aspect

extension Status {
    /// The shape that stands for the colour: nobody has to see colours.
    public var shape: Character {
        switch self {
        case .red: "■"
        case .yellow: "▲"
        case .grey: "○"
        case .blue: "‖"
        case .green: "●"
        }
    }
}

extension Wording {
    /// The colour's short word in capitals, at most four characters: `PUN`, `RED`.
    public func short(_ status: Status) -> String {
        switch status {
        case .red: say(fi: "PUN", sv: "RÖD", en: "RED")
        case .yellow: say(fi: "KELT", sv: "GUL", en: "YEL")
        case .grey: say(fi: "HARM", sv: "GRÅ", en: "GREY")
        case .blue: say(fi: "SIN", sv: "BLÅ", en: "BLUE")
        case .green: say(fi: "VIHR", sv: "GRÖN", en: "GRN")
        }
    }

    /// The colour in words: `punainen`, `red`.
    public func word(_ status: Status) -> String {
        switch status {
        case .red: say(fi: "punainen", sv: "röd", en: "red")
        case .yellow: say(fi: "keltainen", sv: "gul", en: "yellow")
        case .grey: say(fi: "harmaa", sv: "grå", en: "grey")
        case .blue: say(fi: "sininen", sv: "blå", en: "blue")
        case .green: say(fi: "vihreä", sv: "grön", en: "green")
        }
    }

    /// The heading of an aspect's column, at most six characters: `Päällä`, `Disk`.
    public func heading(_ aspect: Aspect) -> String {
        switch aspect {
        case .reach: say(fi: "Päällä", sv: "På", en: "Reach")
        case .disk: say(fi: "Levy", sv: "Disk", en: "Disk")
        case .memory: say(fi: "Muisti", sv: "Minne", en: "Memory")
        case .cpu: say(fi: "CPU", sv: "CPU", en: "CPU")
        case .io: say(fi: "IO", sv: "IO", en: "IO")
        case .services: say(fi: "Palv.", sv: "Tjän.", en: "Serv.")
        case .hardware: say(fi: "Laite", sv: "Maskin", en: "Hardw.")
        case .updates: say(fi: "Päiv.", sv: "Uppd.", en: "Upd.")
        case .traffic: say(fi: "Liik.", sv: "Trafik", en: "Traf.")
        case .wireless: say(fi: "WLAN", sv: "WLAN", en: "WLAN")
        case .link: say(fi: "Yht.", sv: "Länk", en: "Link")
        case .backup: say(fi: "Varm.", sv: "Kopia", en: "Backup")
        }
    }

    /// The aspect as a word in a sentence: `levy`, `disk`.
    public func word(_ aspect: Aspect) -> String {
        switch aspect {
        case .reach: say(fi: "yhteys", sv: "kontakt", en: "reach")
        case .disk: say(fi: "levy", sv: "disk", en: "disk")
        case .memory: say(fi: "muisti", sv: "minne", en: "memory")
        case .cpu: say(fi: "CPU", sv: "CPU", en: "cpu")
        case .io: say(fi: "IO", sv: "IO", en: "io")
        case .services: say(fi: "palvelut", sv: "tjänster", en: "services")
        case .hardware: say(fi: "laite", sv: "maskinvara", en: "hardware")
        case .updates: say(fi: "päivitykset", sv: "uppdateringar", en: "updates")
        case .traffic: say(fi: "liikenne", sv: "trafik", en: "traffic")
        case .wireless: say(fi: "WLAN", sv: "WLAN", en: "wireless")
        case .link: say(fi: "linkki", sv: "länk", en: "link")
        case .backup: say(fi: "varmistus", sv: "säkerhetskopia", en: "backup")
        }
    }
}
