extension Wording {
    /// A finding in one line, with what to do about it.
    public func finding(_ finding: Finding, now: Timestamp) -> String {
        switch finding {
        case .sharedEngine(let engine, let others):
            let names = others.prefix(3).map { $0.visible() }.joined(separator: ", ") + (others.count > 3 ? " …" : "")
            let text = "\(names) (\(short(engine)))"
            return say(
                fi: "sama engine ID kuin \(text): anna joka laitteelle oma",
                sv: "samma engine-ID som \(text): ge varje enhet ett eget",
                en: "same engine ID as \(text): give each device its own")
        case .changedAddress(let old, let new):
            let text = "\(old.map { "\($0)" } ?? "–") → \(new.map { "\($0)" } ?? "–")"
            return say(fi: "osoite vaihtui \(text)", sv: "adressen byttes \(text)", en: "address changed \(text)")
        case .changedDevice(let old, let new):
            let text = "\(old.visible(limit: 40)) → \(new.visible(limit: 40))"
            return say(
                fi: "laite vaihtui, sarjanumero \(text)", sv: "enheten byttes, serienummer \(text)",
                en: "another device, serial number \(text)")
        case .rebooted(let moment):
            let time = clockWithSeconds(moment)
            return say(fi: "käynnistyi klo \(time)", sv: "startade kl. \(time)", en: "restarted at \(time)")
        case .changedVersion(let old, let new):
            let text = "\(old.visible(limit: 40)) → \(new.visible(limit: 40))"
            return say(fi: "versio vaihtui \(text)", sv: "versionen byttes \(text)", en: "version changed \(text)")
        case .appeared(let manager):
            return say(
                fi: "uusi laite, hallinta \(manager)", sv: "ny enhet, hanteras av \(manager)",
                en: "new, managed by \(manager)")
        case .replaces(let other):
            return say(
                fi: "korvaa laitteen \(other) samassa portissa", sv: "ersätter \(other) i samma port",
                en: "replaces \(other) on the same port")
        case .configured(let change): return configuration(change)
        case .moved(let old, let new):
            let text = "\(old)".visible(limit: 80) + " → " + "\(new)".visible(limit: 80)
            return say(fi: "portti vaihtui \(text)", sv: "porten byttes \(text)", en: "another port \(text)")
        case .changedEngine(let old, let new, let moment):
            let text = "\(since(moment, now: now)): \(short(old)) → \(short(new))"
            return say(
                fi: "engine ID vaihtui \(text) (uusi tai nollattu laite?)",
                sv: "engine-ID byttes \(text) (ny eller nollställd enhet?)",
                en: "engine ID changed \(text) (new or reset device?)")
        }
    }

    /// `80001f88…9f3a`: whose it is stands in front, which one at the end.
    public func short(_ engine: EngineID) -> String {
        let text = engine.description
        return text.count > 14 ? "\(text.prefix(8))…\(text.suffix(4))" : text
    }
}
