import Model

extension Board {
    /// The applications that are not as they should be because of an incident.
    func applications(hitBy incident: Incident) -> [String] {
        let hosts = Set([incident.cause.host] + incident.behind)
        return (applications ?? []).filter { $0.status != .green && !hosts.isDisjoint(with: $0.deciding) }.map(\.name)
    }
}

extension Wording {
    /// What of an application does not work, since when: `0 of 1 works (db-1), 2 of 3 work (web-2) · 11:52`.
    func application(_ light: ApplicationLight, now: Timestamp) -> String {
        let parts = light.parts.map { part in
            let count = "\(part.working)/\(part.total ?? part.members.count)"
            let amiss = part.members.filter { light.deciding.contains($0) }
            let names = amiss.prefix(3).map { $0.visible() }.joined(separator: ", ") + (amiss.count > 3 ? " …" : "")
            let works = say(fi: "\(count) toimii", sv: "\(count) fungerar", en: "\(count) work")
            let needed = say(fi: "tarvitaan \(part.needed)", sv: "\(part.needed) behövs", en: "\(part.needed) needed")
            let good = part.good.map { say(fi: ", hyvä \($0)", sv: ", bra från \($0)", en: ", good from \($0)") } ?? ""
            return "\(works), \(needed)\(good)" + (names.isEmpty ? "" : ": \(names)")
        }
        return parts.joined(separator: "; ") + " · " + since(light.since, now: now)
    }
}
