extension Wording {
    /// `new configuration: added host sw-4; changed host sw-2 (parent), rule disk srv-* (limits)`.
    public func configuration(_ change: ConfigurationChange) -> String {
        let parts = ConfigurationChange.Kind.allCases.compactMap { kind -> String? in
            let entries = change.entries.filter { $0.kind == kind }
            guard !entries.isEmpty else { return nil }
            return word(kind) + " " + entries.map(entry).joined(separator: ", ")
        }
        return say(fi: "uudet asetukset: ", sv: "ny konfiguration: ", en: "new configuration: ")
            + parts.joined(separator: "; ")
    }

    private func word(_ kind: ConfigurationChange.Kind) -> String {
        switch kind {
        case .added: say(fi: "lisätty", sv: "nytt:", en: "added")
        case .removed: say(fi: "poistettu", sv: "borttaget:", en: "removed")
        case .changed: say(fi: "muutettu", sv: "ändrat:", en: "changed")
        }
    }

    private func entry(_ entry: ConfigurationChange.Entry) -> String {
        let names = entry.names.map { $0.visible(limit: 80) }.joined(separator: ", ")
        let more = entry.more.map { say(fi: " ja \($0) muuta", sv: " och \($0) till", en: " and \($0) more") } ?? ""
        let fields = entry.fields.map { " (" + $0.map { $0.visible(limit: 80) }.joined(separator: ", ") + ")" } ?? ""
        return word(entry.part, isOne: entry.names.count == 1) + " " + names + more + fields
    }

    private func word(_ part: ConfigurationChange.Part, isOne: Bool) -> String {
        switch part {
        case .host:
            isOne ? say(fi: "laite", sv: "enhet", en: "host") : say(fi: "laitteet", sv: "enheter", en: "hosts")
        case .site:
            isOne
                ? say(fi: "toimipaikka", sv: "plats", en: "site")
                : say(fi: "toimipaikat", sv: "platser", en: "sites")
        case .rule:
            isOne ? say(fi: "sääntö", sv: "regel", en: "rule") : say(fi: "säännöt", sv: "regler", en: "rules")
        case .credential: say(fi: "SNMP-tunnus", sv: "SNMP-uppgifter", en: isOne ? "credential" : "credentials")
        case .application:
            isOne
                ? say(fi: "sovellus", sv: "tillämpning", en: "application")
                : say(fi: "sovellukset", sv: "tillämpningar", en: "applications")
        case .policy:
            isOne
                ? say(fi: "versiolinjaus", sv: "versionspolicy", en: "version policy")
                : say(fi: "versiolinjaukset", sv: "versionspolicyer", en: "version policies")
        case .setting:
            isOne
                ? say(fi: "asetus", sv: "inställning", en: "setting")
                : say(fi: "asetukset", sv: "inställningar", en: "settings")
        }
    }
}
